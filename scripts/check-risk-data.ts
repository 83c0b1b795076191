import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { categories, Rule, type Scope } from '@tollgate/contract';
import { runScan } from '../server/src/cli/scan.ts';
import { compileRules } from '../server/src/risk/compile.ts';
import { InvalidRule } from '../server/src/risk/invalid-rule.ts';
import { loadBuiltInRules } from '../server/src/risk/packs.ts';
import type { RuleSet, ScanText } from '../server/src/risk/rule-set.ts';
import { validateRule } from '../server/src/risk/validate-rule.ts';

/**
 * Holds the risk rules against data that is not part of the repository:
 *   node scripts/check-risk-data.ts DATA_FOLDER
 * Real agents' requests must stay silent, hostile patterns must be refused or be bounded to 10 ms for 100,000 characters; the score over labelled texts is printed.
 */
const dataPath = resolve(process.argv[2] ?? '../shared/data');
const ruleSet = compileRules({ builtIn: loadBuiltInRules(), overrides: [], custom: [] });
const failures: string[] = [];

const Score = z.object({
  F1: z.number(),
  recall: z.number(),
  precision: z.number(),
  fp_per_MB: z.number(),
  evasion_recall: z.number(),
});

checkAgentRequests();
await printScore();
checkHostilePatterns();
for (const failure of failures) console.error(`FAIL ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

function checkAgentRequests(): void {
  let bodies = 0;
  let characters = 0;
  const low = new Map<string, number>();
  for (const agent of readdirSync(join(dataPath, 'agent-requests'), { withFileTypes: true })) {
    if (!agent.isDirectory()) continue;
    const folder = join(dataPath, 'agent-requests', agent.name);
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.body.json'))) {
      const texts = textsOf(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      const { hits, scanned } = ruleSet.scan(texts);
      bodies++;
      characters += scanned.characters;
      for (const hit of hits) {
        if (hit.severity === 'low') low.set(hit.rule, (low.get(hit.rule) ?? 0) + 1);
        else
          failures.push(
            `${agent.name}/${file} ${hit.place}: ${hit.rule} finds ${excerpt(texts[hit.text]?.value ?? '', hit.start, hit.end)}`,
          );
      }
    }
  }
  console.log(
    `agent requests: ${bodies} bodies, ${characters} characters, hits of low severity: ${JSON.stringify([...low])}`,
  );
}

function excerpt(text: string, start: number, end: number): string {
  return JSON.stringify(text.slice(Math.max(0, start - 30), end + 10));
}

/** Every string of a body, member names included, with the scope that its place says. */
function textsOf(body: unknown): ScanText[] {
  const texts: ScanText[] = [];
  const walk = (value: unknown, place: string, scope: Scope): void => {
    if (typeof value === 'string') texts.push({ place, scope, value });
    else if (Array.isArray(value))
      value.forEach((item, index) => walk(item, `${place}[${index}]`, scopeOf(item, scope)));
    else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        texts.push({ place: `${place}{${name}}`, scope, value: name });
        walk(member, `${place}.${name}`, scopeOfMember(name, scope));
      }
    }
  };
  walk(body, '', 'other');
  return texts;
}

function scopeOf(item: unknown, scope: Scope): Scope {
  const role = z.object({ role: z.string() }).safeParse(item).data?.role;
  if (role === 'system' || role === 'developer') return 'system';
  if (role === 'user' || role === 'assistant') return role;
  return role === 'tool' ? 'tool_result' : scope;
}

function scopeOfMember(name: string, scope: Scope): Scope {
  if (scope !== 'other') return name === 'tool_calls' ? 'tool_call' : scope;
  if (name === 'tools' || name === 'functions') return 'tool_definitions';
  return name === 'system' || name === 'instructions' ? 'system' : scope;
}

async function printScore(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-scan-'));
  try {
    const labels = join(dataPath, 'risk', 'dev.jsonl');
    const outPath = join(folder, 'hits.jsonl');
    await runScan({ inPath: labels, outPath, ruleSet });
    const score = join(dataPath, 'risk', 'score.mjs');
    const figures = join(folder, 'figures.json');
    const report = execFileSync(
      process.execPath,
      [score, labels, outPath, '--json', figures, ...process.argv.slice(3)],
      { encoding: 'utf8', maxBuffer: 1 << 28 },
    );
    console.log(process.argv.length > 3 ? report : (report.trimEnd().split('\n').at(-1) ?? ''));
    checkGoals(Score.parse(JSON.parse(readFileSync(figures, 'utf8'))), report);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the rules have to reach on these texts, as a whole and in each category. */
function checkGoals(score: z.infer<typeof Score>, report: string): void {
  const least = (name: string, figure: number, goal: number): void => {
    if (figure < goal) failures.push(`${name} is ${figure.toFixed(4)}, the goal is at least ${goal}`);
  };
  least('F1', score.F1, 0.92);
  least('recall', score.recall, 0.88);
  least('precision', score.precision, 0.97);
  least('evasion recall', score.evasion_recall, 0.88);
  if (score.fp_per_MB > 3)
    failures.push(`${score.fp_per_MB.toFixed(2)} false alarms for each MB, the goal is at most 3`);
  for (const line of report.split('\n')) {
    const [category = '', , recall, precision] = line.trim().split(/\s+/);
    if (!categories.some((one) => one === category)) continue;
    least(`recall of ${category}`, Number(recall) / 100, 0.8);
    least(`precision of ${category}`, Number(precision) / 100, 0.95);
  }
}

function checkHostilePatterns(): void {
  const Hostile = z.object({
    id: z.string(),
    pattern: z.string(),
    flags: z.string(),
    attack: z.object({ prefix: z.string(), pump: z.string(), times: z.number(), suffix: z.string() }).nullable(),
    expect: z.enum(['bounded', 'refused', 'refused_or_bounded']),
  });
  const lines = readFileSync(join(dataPath, 'risk', 'redos.jsonl'), 'utf8')
    .trim()
    .split('\n');
  for (const line of lines) {
    const hostile = Hostile.parse(JSON.parse(line));
    const outcome = tryPattern(hostile.pattern, hostile.flags, hostile.attack);
    const isAsExpected = hostile.expect === 'refused_or_bounded' ? outcome !== 'slow' : outcome === hostile.expect;
    if (!isAsExpected)
      failures.push(`pattern ${hostile.id} is ${outcome}, expected ${hostile.expect}: ${hostile.pattern}`);
  }
  console.log(`hostile patterns: ${lines.length}`);
}

interface Attack {
  readonly prefix: string;
  readonly pump: string;
  readonly times: number;
  readonly suffix: string;
}

function tryPattern(regex: string, flags: string, attack: Attack | null): 'refused' | 'bounded' | 'slow' {
  const rule = Rule.parse({
    id: 'hostile',
    display_name: 'Hostile',
    category: 'enterprise',
    kind: 'regex',
    regex,
    flags,
    severity: 'low',
    action: 'allow',
  });
  let compiled: RuleSet;
  try {
    validateRule(rule);
    compiled = compileRules({ builtIn: [], overrides: [], custom: [rule] });
  } catch (error) {
    if (error instanceof InvalidRule) return 'refused';
    throw error;
  }
  if (attack === null) return 'bounded';
  const { prefix, pump, times, suffix } = attack;
  const texts = [times, Math.ceil(100_000 / pump.length)].map((count) => prefix + pump.repeat(count) + suffix);
  return texts.some((value) => isSlow(compiled, value)) ? 'slow' : 'bounded';
}

/** More than 10 ms for 100,000 characters because of the rule. The shortest run counts: others wait for other programs. */
function isSlow(compiled: RuleSet, value: string): boolean {
  const finder = compiled.compiled[0]?.finder;
  if (finder?.kind !== 'whole-text') return false;
  let bestMs = Infinity;
  for (let run = 0; run < 10; run++) {
    const startedAt = performance.now();
    finder.find(value, () => undefined);
    bestMs = Math.min(bestMs, performance.now() - startedAt);
  }
  return bestMs > 10 * Math.max(1, value.length / 100_000);
}
