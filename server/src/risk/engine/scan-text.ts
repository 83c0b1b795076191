import { buildAutomaton, Occurrences } from './automaton.ts';
import type { CompiledRule, Finder } from './compiled-rule.ts';
import { fold } from './fold.ts';
import { NumberRuns } from './number-runs.ts';
import { standsAlone } from './word-edges.ts';

/** One finding in one text: which rule (by its number in the set), and where. */
export interface TextFinding {
  readonly rule: number;
  readonly start: number;
  readonly end: number;
}

export type ScanOneText = (text: string, scopeBit: number) => TextFinding[];

/** How far from a finding a context word may stand, in code units. */
const contextReach = 64;
/** Of one rule in one text; what comes after changes no decision. Redaction needs all of them. */
const findingsMax = 1000;

/** What an occurrence of a literal sets off: a rule's finder, or a word of a rule's context. */
interface Use {
  readonly rule: number;
  readonly isContext: boolean;
}

/**
 * Compiles the rules into one function. It passes over the text once for the literals of all rules, once for digits,
 * and then only looks where something occurred. The function keeps its buffers between calls and is not re-entrant.
 */
export function compileScan(rules: readonly CompiledRule[]): ScanOneText {
  const { literals, uses } = index(rules);
  const automaton = buildAutomaton(literals);
  const lengths = literals.map((literal) => literal.length);
  const occurrences = new Occurrences();
  const runs = new NumberRuns();
  const limits = rules.map(({ rule }) => (rule.action === 'redact' ? Infinity : Math.max(findingsMax, rule.count_min ?? 0)));
  const numberRules = rules.flatMap((rule, number) => (rule.finder.kind === 'numbers' ? [number] : []));
  const alwaysRules = rules.flatMap(({ finder }, number) => (finder.kind === 'whole-text' && finder.literals === null ? [number] : []));
  /** For each rule: up to where the text is already matched, and how often. */
  const matchedUpTo = new Int32Array(rules.length);
  const counts = new Int32Array(rules.length);
  const wholeText = new Set<number>();
  const contexts: number[][] = rules.map(() => []);
  const touchedContexts: number[] = [];

  return (text, scopeBit) => {
    const findings: TextFinding[] = [];
    matchedUpTo.fill(0);
    counts.fill(0);
    wholeText.clear();
    for (const rule of touchedContexts) contexts[rule]!.length = 0;
    touchedContexts.length = 0;
    occurrences.count = 0;
    automaton.search(text, occurrences);

    const add = (number: number, start: number, end: number): void => {
      const rule = rules[number]!;
      if (start < matchedUpTo[number]! || counts[number]! >= limits[number]! || !rule.accepts(text, start, end)) return;
      counts[number]!++;
      matchedUpTo[number] = end;
      findings.push({ rule: number, start, end });
    };

    const { pairs } = occurrences;
    for (let at = 0; at < occurrences.count * 2; at += 2) {
      const literal = pairs[at]!;
      const start = pairs[at + 1]!;
      for (const use of uses[literal]!) {
        const rule = rules[use.rule]!;
        if ((rule.scopes & scopeBit) === 0) continue;
        if (use.isContext) {
          if (!standsAlone(text, start, start + lengths[literal]!)) continue;
          if (contexts[use.rule]!.length === 0) touchedContexts.push(use.rule);
          contexts[use.rule]!.push(start, start + lengths[literal]!);
        } else if (start >= matchedUpTo[use.rule]!) {
          look(rule.finder, use.rule, text, start, lengths[literal]!, add, matchedUpTo, wholeText);
        }
      }
    }
    for (const number of alwaysRules) if ((rules[number]!.scopes & scopeBit) !== 0) wholeText.add(number);
    for (const number of wholeText) {
      const { finder } = rules[number]!;
      if (finder.kind === 'whole-text') finder.find(text, (start, end) => add(number, start, end));
    }
    const active = numberRules.filter((number) => {
      const rule = rules[number]!;
      return (rule.scopes & scopeBit) !== 0 && (rule.context === null || contexts[number]!.length > 0);
    });
    if (active.length > 0) {
      runs.read(text);
      for (let run = 0; run < runs.count; run++) {
        for (const number of active) {
          const { finder } = rules[number]!;
          if (finder.kind === 'numbers') finder.detector.look(text, runs, run, (start, end) => add(number, start, end));
        }
      }
    }
    return findings
      .filter((finding) => rules[finding.rule]!.context === null || isNear(contexts[finding.rule]!, finding))
      .sort((one, other) => one.start - other.start || one.end - other.end || one.rule - other.rule);
  };
}

function look(
  finder: Finder,
  number: number,
  text: string,
  start: number,
  length: number,
  add: (number: number, start: number, end: number) => void,
  matchedUpTo: Int32Array,
  wholeText: Set<number>,
): void {
  switch (finder.kind) {
    case 'keywords':
      if (standsAlone(text, start, start + length)) add(number, start, start + length);
      return;
    case 'at-literal': {
      if (start < finder.offset) return;
      const match = finder.matchAt(text, start - finder.offset);
      if (match === null) return;
      add(number, match.start, match.end);
      // What was matched is not tried again, accepted or not.
      matchedUpTo[number] = Math.max(matchedUpTo[number]!, match.matchEnd);
      return;
    }
    case 'whole-text':
      wholeText.add(number);
      return;
    case 'anchored':
      finder.detector.look(text, start, (from, to) => add(number, from, to));
      return;
    case 'numbers':
      return;
  }
}

/** All literals, each once, with what they set off. */
function index(rules: readonly CompiledRule[]): { literals: string[]; uses: Use[][] } {
  const numbers = new Map<string, number>();
  const uses: Use[][] = [];
  const note = (literal: string, use: Use): void => {
    let number = numbers.get(literal);
    if (number === undefined) {
      number = uses.length;
      numbers.set(literal, number);
      uses.push([]);
    }
    uses[number]!.push(use);
  };
  rules.forEach((rule, number) => {
    if (rule.finder.kind !== 'numbers') {
      for (const literal of rule.finder.literals ?? []) note(literal, { rule: number, isContext: false });
    }
    for (const word of new Set(rule.context?.map(fold) ?? [])) note(word, { rule: number, isContext: true });
  });
  return { literals: [...numbers.keys()], uses };
}

/** `places`: starts and ends of context words by turns, in the order of their ends. */
function isNear(places: readonly number[], finding: TextFinding): boolean {
  let low = 0;
  let high = places.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle * 2 + 1]! < finding.start - contextReach) low = middle + 1;
    else high = middle;
  }
  return low * 2 < places.length && places[low * 2]! <= finding.end + contextReach;
}
