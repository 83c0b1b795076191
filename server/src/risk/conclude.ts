import { actions, type Action, type HitRecord, type Scope } from '@tollgate/contract';
import { compileAudience, type Who } from './audience.ts';
import type { CompiledRule } from './engine/compiled-rule.ts';
import type { TextFinding } from './engine/text-finding.ts';
import { maskedSample } from './mask.ts';
import type { Findings, Found, Hit, RuleSet, ScanText } from './rule-set.ts';

/** Of one rule in one request; what comes after is counted, and changes no decision. Redaction needs all of them. */
const hitsMax = 1000;

/**
 * Makes the hits of a request out of what all rules found in its texts: those of the rules that read this caller's calls,
 * when there are as many as the rule asks for.
 */
export function concluder(rules: readonly CompiledRule[], hash: string): RuleSet['conclude'] {
  const reads = rules.map(({ rule }) => (rule.audience === undefined ? null : compileAudience(rule)));
  const counted = rules.flatMap(({ rule }, number) => ((rule.count_min ?? 1) > 1 ? [number] : []));
  return (texts, found, who?: Who): Findings => {
    const perText = withAcross(found);
    const isShort = tooFew(counted, rules, texts, perText);
    const isRead = (rule: number): boolean => {
      const read = reads[rule];
      return (who === undefined || !read || read(who)) && !isShort(rule);
    };
    const counts = new Map<number, number>();
    const hits: Hit[] = [];
    let beyond = found.perText.reduce((sum, one) => sum + one.beyond, 0);
    perText.forEach((findings, text) => {
      for (const finding of findings) {
        const { rule } = rules[finding.rule]!;
        if (!isRead(finding.rule)) continue;
        const count = counts.get(finding.rule) ?? 0;
        counts.set(finding.rule, count + 1);
        if (count >= hitsMax && rule.action !== 'redact') beyond++;
        else hits.push(hitOf(rules[finding.rule]!, finding, texts[text]!, text));
      }
    });
    const undone = found.perText.reduce((sum, one) => sum + one.undone, 0);
    const scanned = { ...measure(texts), ...(undone > 0 && { undone }), ...(beyond > 0 && { hits_beyond: beyond }) };
    return { hits, strongest: strongestOf(hits), scanned: { ...scanned, rules: hash } };
  };
}

/** What stands over a seam counts once in each of its texts, unless one of them holds it alone. */
function withAcross({ perText, across }: Found): readonly (readonly TextFinding[])[] {
  const all = perText.map(({ findings }) => findings);
  for (const { finding, parts } of across) {
    const isKnown = parts.some(({ text, start, end }) =>
      all[text]!.some((own) => own.rule === finding.rule && own.start < end && own.end > start),
    );
    if (isKnown) continue;
    for (const { text, start, end } of parts) {
      const own = [...all[text]!, { ...finding, start, end }];
      all[text] = own.sort((one, other) => one.start - other.start || one.end - other.end);
    }
  }
  return all;
}

function hitOf(compiled: CompiledRule, finding: TextFinding, text: ScanText, number: number): Hit {
  return { ...recordOf(compiled, finding, text, text.value.slice(finding.start, finding.end)), text: number };
}

/** A finding as it is recorded. @param said what was found, as it stands there once escapes are undone */
export function recordOf(
  { rule }: CompiledRule,
  { start, end, disguises, context }: TextFinding,
  { place, scope }: Pick<ScanText, 'place' | 'scope'>,
  said: string,
): HitRecord {
  const validator = rule.validator ?? rule.detector;
  return {
    rule: rule.id,
    display_name: rule.display_name,
    category: rule.category,
    severity: rule.severity,
    action: rule.action,
    place,
    scope,
    start,
    end,
    sample: disguises === undefined ? maskedSample(rule, said) : '****',
    ...(disguises && { disguises: [...disguises] }),
    ...((validator ?? context) && {
      why: { ...(validator && { validator }), ...(context && { context: [...context] }) },
    }),
  };
}

/** Says of a rule whether the request holds fewer distinct findings than it asks for. */
function tooFew(
  counted: readonly number[],
  rules: readonly CompiledRule[],
  texts: readonly ScanText[],
  perText: readonly (readonly TextFinding[])[],
): (rule: number) => boolean {
  if (counted.length === 0) return () => false;
  const distinct = new Map(counted.map((number) => [number, new Set<string>()]));
  perText.forEach((findings, text) => {
    for (const { rule, start, end } of findings)
      distinct.get(rule)?.add(texts[text]!.value.slice(start, end).toLowerCase());
  });
  return (rule) => (distinct.get(rule)?.size ?? Infinity) < (rules[rule]!.rule.count_min ?? 1);
}

/** The action that decides among hits; null without a hit. */
export function strongestOf(hits: readonly { readonly action: Action }[]): Action | null {
  const strongest = hits.reduce((most, hit) => Math.max(most, actions.indexOf(hit.action)), -1);
  return actions[strongest] ?? null;
}

function measure(texts: readonly ScanText[]): Omit<Findings['scanned'], 'rules'> {
  const scopes: Partial<Record<Scope, number>> = {};
  let characters = 0;
  for (const { scope, value } of texts) {
    scopes[scope] = (scopes[scope] ?? 0) + 1;
    characters += value.length;
  }
  return { texts: texts.length, characters, scopes };
}
