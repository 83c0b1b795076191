import { hash as digest } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { actions, type Action, type Scope } from '@tollgate/contract';
import type { CompiledRule } from './engine/compiled-rule.ts';
import { compileScan, type TextFinding } from './engine/scan-text.ts';
import { scopeBit } from './engine/scope-bit.ts';
import { maskedSample } from './mask.ts';
import type { Findings, Hit, RuleSet, ScanText } from './rule-set.ts';

/** Shorter texts are scanned faster than they are hashed. */
const reusedLengthMin = 256;
/** Of one rule in one request; what comes after changes no decision. Redaction needs all of them. */
const hitsMax = 1000;

/**
 * Scans requests. The findings of a text are reused when it comes again in the same scope: turn 100 of a conversation
 * scans what is new in it. The key is SHA-256, since a collision made on purpose would let a text through unscanned.
 */
export function scanner(rules: readonly CompiledRule[], hash: string, resultBytesMax: number): RuleSet['scan'] {
  const scanOne = compileScan(rules);
  const results = new LRUCache<string, readonly TextFinding[]>({
    maxSize: resultBytesMax,
    sizeCalculation: (findings) => 200 + findings.length * 64,
  });

  const findingsIn = ({ value, scope }: ScanText): readonly TextFinding[] => {
    if (value.length === 0) return [];
    if (value.length < reusedLengthMin) return scanOne(value, scopeBit(scope));
    const key = `${scope} ${value.length} ${digest('sha256', value, 'base64')}`;
    let findings = results.get(key);
    if (findings === undefined) {
      findings = scanOne(value, scopeBit(scope));
      results.set(key, findings);
    }
    return findings;
  };

  return (texts) => {
    const perText = texts.map(findingsIn);
    const isShort = tooFew(rules, texts, perText);
    const counts = new Int32Array(rules.length);
    const hits: Hit[] = [];
    perText.forEach((findings, text) => {
      for (const finding of findings) {
        const { rule } = rules[finding.rule]!;
        if (isShort(finding.rule) || (counts[finding.rule]!++ >= hitsMax && rule.action !== 'redact')) continue;
        hits.push(hitOf(rules[finding.rule]!, finding, texts[text]!, text));
      }
    });
    return { hits, strongest: strongestOf(hits), scanned: { ...measure(texts), rules: hash } };
  };
}

function hitOf({ rule }: CompiledRule, { start, end }: TextFinding, text: ScanText, number: number): Hit {
  return {
    rule: rule.id,
    display_name: rule.display_name,
    category: rule.category,
    severity: rule.severity,
    action: rule.action,
    place: text.place,
    scope: text.scope,
    start,
    end,
    sample: maskedSample(rule, text.value.slice(start, end)),
    text: number,
  };
}

/** Says of a rule whether the request holds fewer distinct findings than it asks for. */
function tooFew(
  rules: readonly CompiledRule[],
  texts: readonly ScanText[],
  perText: readonly (readonly TextFinding[])[],
): (rule: number) => boolean {
  const distinct = new Map<number, Set<string>>();
  rules.forEach(({ rule }, number) => {
    if ((rule.count_min ?? 1) > 1) distinct.set(number, new Set());
  });
  if (distinct.size === 0) return () => false;
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
