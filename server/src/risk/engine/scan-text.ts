import type { Rule } from '@tollgate/contract';
import type { CompiledRule, Finder } from './compiled-rule.ts';
import { isInLabel } from '../redaction-label.ts';
import { fold } from './fold.ts';
import { buildLiteralSearch, Occurrences } from './literal-search.ts';
import { NumberRuns } from './number-runs.ts';
import type { TextFinding } from './text-finding.ts';
import { goesOn, standsAlone } from './word-edges.ts';

/** What one text holds as it stands there, by start; and how many findings beyond those. */
export interface OpenFindings {
  readonly findings: readonly TextFinding[];
  readonly beyond: number;
}

export type ScanOneText = (text: string, scopeBit: number) => OpenFindings;

/** How far from a finding a context word may stand, in code units. */
const contextReach = 64;
/** Of one rule in one text; what comes after is counted, and changes no decision. Redaction needs all of them. */
const findingsMax = 1000;
/** No detector tells longer runs of digits apart. */
const runLengthMax = 40;
/** No word of a context is longer. */
const contextWordMax = 100;
/** Of one finding; more explain nothing. */
const contextWordsMax = 4;

/** What an occurrence of a literal sets off: a rule's finder, or a word of a rule's context. */
interface Use {
  readonly rule: number;
  readonly isContext: boolean;
  /** It counts where a word begins only. */
  readonly beginsWord: boolean;
}

/**
 * Compiles the rules into one function. It passes over the text once for the literals of all rules, once for digits,
 * and then only looks where something occurred. The function keeps its buffers between calls and is not re-entrant.
 */
export function compileScan(rules: readonly CompiledRule[]): ScanOneText {
  const { literals, uses } = index(rules);
  const literalSearch = buildLiteralSearch(
    literals,
    uses.map((ofLiteral) => ofLiteral.every(({ beginsWord }) => beginsWord)),
  );
  const ids = new Set(rules.map(({ rule }) => rule.id));
  const lengths = literals.map((literal) => literal.length);
  const occurrences = new Occurrences();
  const runs = new NumberRuns();
  const limits = rules.map(({ rule }) =>
    rule.action === 'redact' ? Infinity : Math.max(findingsMax, rule.count_min ?? 0),
  );
  const numberRules = rules.flatMap(({ finder }, number) =>
    finder.kind === 'numbers' ? [{ number, detector: finder.detector }] : [],
  );
  const isActive = new Uint8Array(rules.length);
  const byLength = Array.from({ length: runLengthMax + 1 }, (_, length) =>
    numberRules.filter(({ detector: { lengths } }) => lengths === undefined || lengths.includes(length)),
  );
  const alwaysRules = rules.flatMap(({ finder }, number) =>
    finder.kind === 'whole-text' && finder.literals === null ? [number] : [],
  );

  let text = '';
  let findings: TextFinding[] = [];
  let beyond = 0;
  /** For each rule: up to where the text is already matched, how often, and where words of its context stand. */
  const matchedUpTo = new Int32Array(rules.length);
  const counts = new Int32Array(rules.length);
  const contexts: number[][] = rules.map(() => []);
  const wholeText = new Set<number>();

  const add = (number: number, start: number, end: number): void => {
    if (start < matchedUpTo[number]! || !rules[number]!.accepts(text, start, end)) return;
    if (isInLabel(text, start, end, ids)) return;
    matchedUpTo[number] = end;
    if (counts[number]!++ < limits[number]!) findings.push({ rule: number, start, end });
    else beyond++;
  };
  const reports = rules.map(
    (_, number) =>
      (start: number, end: number): void =>
        add(number, start, end),
  );

  /** A literal of the rule's own stands at `start`. */
  const look = (number: number, start: number, length: number): void => {
    const { finder } = rules[number]!;
    switch (finder.kind) {
      case 'keywords':
        if (finder.stands(text, start, start + length)) add(number, start, start + length);
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
        finder.detector.look(text, start, reports[number]!);
        return;
      case 'numbers':
        return;
    }
  };

  const readLiterals = (scope: number): void => {
    occurrences.count = 0;
    literalSearch.search(text, occurrences, runs);
    const { pairs } = occurrences;
    for (let at = 0; at < occurrences.count * 2; at += 2) {
      const literal = pairs[at]!;
      const start = pairs[at + 1]!;
      const length = lengths[literal]!;
      for (const { rule, isContext, beginsWord } of uses[literal]!) {
        if ((rules[rule]!.scopes & scope) === 0 || (beginsWord && goesOn(text, start))) continue;
        if (!isContext) {
          if (start >= matchedUpTo[rule]!) look(rule, start, length);
        } else if (standsAlone(text, start, start + length)) {
          contexts[rule]!.push(start, start + length);
        }
      }
    }
  };

  const readNumbers = (scope: number): void => {
    let isAny = false;
    for (const { number } of numberRules) {
      const { scopes, context } = rules[number]!;
      isActive[number] = (scopes & scope) !== 0 && (context === null || contexts[number]!.length > 0) ? 1 : 0;
      isAny ||= isActive[number] === 1;
    }
    if (!isAny) return;
    for (let run = 0; run < runs.count; run++) {
      const asked = byLength[Math.min(runs.length(run), runLengthMax)]!;
      for (let at = 0; at < asked.length; at++) {
        const { number, detector } = asked[at]!;
        if (isActive[number] === 1) detector.look(text, runs, run, reports[number]!);
      }
    }
  };

  const readWhole = (scope: number): void => {
    for (const number of alwaysRules) if ((rules[number]!.scopes & scope) !== 0) wholeText.add(number);
    for (const number of wholeText) {
      const { finder } = rules[number]!;
      if (finder.kind === 'whole-text') finder.find(text, reports[number]!);
    }
  };

  return (value, scope) => {
    text = value;
    findings = [];
    beyond = 0;
    matchedUpTo.fill(0);
    counts.fill(0);
    wholeText.clear();
    for (const places of contexts) if (places.length > 0) places.length = 0;
    readLiterals(scope);
    readNumbers(scope);
    readWhole(scope);
    text = '';
    return findings.length === 0 ? nothing : { findings: inOrder(value), beyond };
  };

  /** Findings whose rule asks for a context have it. */
  function inOrder(value: string): TextFinding[] {
    return findings
      .flatMap((finding): TextFinding[] => {
        if (rules[finding.rule]!.context === null) return [finding];
        const context = wordsNear(contexts[finding.rule]!, finding, value);
        return context.length === 0 ? [] : [{ ...finding, context }];
      })
      .sort((one, other) => one.start - other.start || one.end - other.end || one.rule - other.rule);
  }
}

const nothing: OpenFindings = { findings: [], beyond: 0 };

/** Built-in patterns that begin with a literal begin where a word does; so do keywords that are words. */
function beginsAtWords(rule: Rule, finder: Finder): boolean {
  switch (finder.kind) {
    case 'keywords':
      return rule.keyword_match !== 'substring';
    case 'at-literal':
      return finder.offset === 0;
    case 'anchored':
      return finder.detector.anchorsAreWords === true;
    case 'whole-text':
    case 'numbers':
      return false;
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
  rules.forEach(({ rule, finder, context }, number) => {
    if (finder.kind !== 'numbers') {
      const beginsWord = beginsAtWords(rule, finder);
      for (const literal of finder.literals ?? []) note(literal, { rule: number, isContext: false, beginsWord });
    }
    for (const word of new Set(context?.map(fold) ?? [])) {
      note(word, { rule: number, isContext: true, beginsWord: true });
    }
  });
  return { literals: [...numbers.keys()], uses };
}

/** @param places starts and ends of context words by turns, in the order of their starts */
function wordsNear(places: readonly number[], finding: TextFinding, text: string): string[] {
  let low = 0;
  let high = places.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle * 2]! < finding.start - contextReach - contextWordMax) low = middle + 1;
    else high = middle;
  }
  const words = new Set<string>();
  for (let at = low * 2; at < places.length && words.size < contextWordsMax; at += 2) {
    if (places[at]! > finding.end + contextReach) break;
    if (places[at + 1]! < finding.start - contextReach) continue;
    words.add(text.slice(places[at], places[at + 1]).toLowerCase());
  }
  return [...words];
}
