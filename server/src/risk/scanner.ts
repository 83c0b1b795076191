import { hash as digest } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Scope } from '@tollgate/contract';
import { concluder } from './conclude.ts';
import { windowsOver } from './engine/boundaries.ts';
import type { CompiledRule } from './engine/compiled-rule.ts';
import { compileDeepScan } from './engine/scan-behind.ts';
import { scopeBit } from './engine/scope-bit.ts';
import { survivesJoining } from './engine/survives-joining.ts';
import type { TextFindings } from './engine/text-finding.ts';
import type { Across, Found, RuleSet, ScanText } from './rule-set.ts';

/** Shorter texts are known by themselves, longer ones by their hash. */
const hashedLengthMin = 256;
const nothing: TextFindings = { findings: [], undone: 0, beyond: 0 };

export type Scanner = Pick<RuleSet, 'find' | 'conclude' | 'scan' | 'unseen' | 'learn'>;

/**
 * Scans requests. The findings of a text are reused when it comes again in the same scope: turn 100 of a conversation
 * scans what is new in it. The key is SHA-256, since a collision made on purpose would let a text through unscanned.
 */
export function scanner(rules: readonly CompiledRule[], hash: string, resultBytesMax: number): Scanner {
  // Put together for the first text: most sets are made to see whether they can be, and never scan.
  let deepScan: ReturnType<typeof compileDeepScan> | null = null;
  const isProof = rules.map(({ rule }) => survivesJoining(rule));
  const results = new LRUCache<string, TextFindings>({
    maxSize: resultBytesMax,
    sizeCalculation: ({ findings }, key) => 200 + key.length * 2 + findings.length * 64,
  });

  const remembered = (key: string, value: string, scope: Scope): TextFindings => {
    let findings = results.get(key);
    if (findings === undefined) {
      deepScan ??= compileDeepScan(rules);
      findings = deepScan(value, scopeBit(scope));
      results.set(key, findings);
    }
    return findings;
  };

  const findingsIn = (text: ScanText): TextFindings => {
    const { value, scope } = text;
    if (value.length === 0) return nothing;
    return remembered(keyOf(text), value, scope);
  };

  /** Digits side by side in two texts make a number by chance: only those that prove themselves count. */
  const across = (texts: readonly ScanText[]): Found['across'] => {
    const found: Across[] = [];
    for (const window of windowsOver(texts)) {
      const { scope } = texts[window.newest]!;
      for (const { rule, start, end, context } of remembered(`${scope} ${window.value}`, window.value, scope)
        .findings) {
        if (start >= window.seam || end <= window.seam) continue;
        if (!isProof[rule] && !/[A-Za-z]/.test(window.value.slice(start, end))) continue;
        const finding = { rule, disguises: ['split'] as const, ...(context && { context }) };
        found.push({ finding, parts: window.spans(start, end) });
      }
    }
    return found;
  };

  const find = (texts: readonly ScanText[]): Found => ({ perText: texts.map(findingsIn), across: across(texts) });

  const conclude = concluder(rules, hash);

  return {
    find,
    conclude,
    scan: (texts, who) => conclude(texts, find(texts), who),
    unseen: (texts) =>
      texts.reduce((sum, text) => {
        return results.has(keyOf(text)) ? sum : sum + text.value.length;
      }, 0),
    learn(texts, found) {
      texts.forEach((text, index) => results.set(keyOf(text), found.perText[index]));
    },
  };
}

/** A text of many MB is hashed once, though it is asked for three times. */
const keys = new WeakMap<ScanText, string>();

function keyOf(text: ScanText): string {
  if (text.value.length < hashedLengthMin) return `${text.scope} ${text.value}`;
  let key = keys.get(text);
  if (key === undefined) {
    key = `${text.scope} ${text.value.length} ${digest('sha256', text.value, 'base64')}`;
    keys.set(text, key);
  }
  return key;
}
