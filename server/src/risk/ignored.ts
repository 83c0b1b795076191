import type { Rule } from '@tollgate/contract';
import { compileRule } from './compile.ts';
import type { CompiledRule } from './engine/compiled-rule.ts';
import { compileScan } from './engine/scan-text.ts';
import { scopeBit } from './engine/scope-bit.ts';
import type { RuleSet, ScanText } from './rule-set.ts';
import { arePlaceholdersFindings, countPlaceholders } from './validators/placeholders.ts';

const conditions = ['except', 'validator', 'context', 'entropy_min'] as const;

/** What a rule would have found, were it not for one of its conditions. */
export interface Ignored {
  readonly rule: string;
  readonly place: string;
  readonly start: number;
  readonly end: number;
  /** `documented`: a placeholder, or a value that its vendor prints to be tried with. The others are fields of the rule. */
  readonly why: 'documented' | (typeof conditions)[number];
}

const charactersMax = 100_000;
const ignoredMax = 50;

/**
 * What stands openly in these texts and is no finding, though it looks like one: documented values and exceptions of any
 * rule, and what fails a condition of one of the rules that are being written. Only for few and short texts.
 * @param written ids of the rules that are being written
 */
export function ignoredIn(rules: RuleSet, texts: readonly ScanText[], written: ReadonlySet<string>): Ignored[] {
  if (texts.reduce((sum, { value }) => sum + value.length, 0) > charactersMax) return [];
  const ignored: Ignored[] = [];
  const known = new Set<string>();
  const look = (compiled: readonly CompiledRule[], why: Ignored['why'] | null): void => {
    if (compiled.length === 0) return;
    const scan = compileScan(compiled);
    for (const { place, value, scope } of texts) {
      for (const { rule, start, end } of scan(value, scopeBit(scope)).findings) {
        const id = compiled[rule]!.rule.id;
        const key = `${id} ${place} ${start} ${end}`;
        if (known.has(key)) continue;
        known.add(key);
        if (why !== null && ignored.length < ignoredMax) ignored.push({ rule: id, place, start, end, why });
      }
    }
  };
  look(rules.compiled, null);
  withPlaceholders(() => look(rules.compiled, 'documented'));
  const builtIn = new Set(rules.sources.builtIn.map(({ id }) => id));
  for (const why of conditions) {
    const conditioned = rules.compiled.filter(
      ({ rule }) =>
        rule[why] !== undefined && rule.kind !== 'fingerprints' && (why === 'except' || written.has(rule.id)),
    );
    const lenient = conditioned.map(({ rule }) =>
      compileRule(without(rule, why), builtIn.has(rule.id) ? 'built-in' : 'custom'),
    );
    try {
      look(lenient, why);
    } finally {
      for (const { finder } of lenient) if (finder.kind === 'whole-text') finder.free?.();
    }
  }
  return ignored;
}

function without(rule: Rule, condition: (typeof conditions)[number]): Rule {
  const { [condition]: _condition, ...rest } = rule;
  return rest;
}

/** It is a switch of this thread: nothing else may happen before it is back. */
function withPlaceholders(look: () => void): void {
  const before = arePlaceholdersFindings();
  countPlaceholders(true);
  try {
    look();
  } finally {
    countPlaceholders(before);
  }
}
