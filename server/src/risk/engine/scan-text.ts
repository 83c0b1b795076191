import type { Rule } from '@tollgate/contract';
import type { Report } from '../detectors/detector.ts';
import type { CompiledRule, Finder } from './compiled-rule.ts';
import { isInLabel } from '../redaction-label.ts';
import { fold } from './fold.ts';
import { buildLiteralSearch, type LiteralSearch, Occurrences } from './literal-search.ts';
import { type NumberRule, NumberRules } from './number-rules.ts';
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
  const scan = new TextScan(rules);
  return (text, scopeBit) => scan.scan(text, scopeBit);
}

/** A class, since the engine optimises methods for all objects of a class at once, and closures one by one. */
class TextScan {
  private readonly rules: readonly CompiledRule[];
  private readonly ids: ReadonlySet<string>;
  private readonly uses: readonly (readonly Use[])[];
  private readonly lengths: Int32Array;
  private readonly limits: Float64Array;
  private readonly search: LiteralSearch;
  private readonly numbers: NumberRules;
  /** Those that are asked about every text. */
  private readonly always: readonly number[];
  private readonly reports: readonly Report[];
  private readonly occurrences = new Occurrences();
  private readonly runs = new NumberRuns();

  private text = '';
  private findings: TextFinding[] = [];
  private beyond = 0;
  /** For each rule: up to where the text is already matched, how often, and where words of its context stand. */
  private readonly matchedUpTo: Int32Array;
  private readonly counts: Int32Array;
  private readonly contexts: readonly number[][];
  private readonly wholeText = new Set<number>();

  constructor(rules: readonly CompiledRule[]) {
    const { literals, uses } = index(rules);
    this.rules = rules;
    this.ids = new Set(rules.map(({ rule }) => rule.id));
    this.uses = uses;
    this.lengths = Int32Array.from(literals, ({ length }) => length);
    this.limits = Float64Array.from(rules, ({ rule }) =>
      rule.action === 'redact' ? Infinity : Math.max(findingsMax, rule.count_min ?? 0),
    );
    this.search = buildLiteralSearch(
      literals,
      uses.map((ofLiteral) => ofLiteral.every(({ beginsWord }) => beginsWord)),
    );
    this.numbers = new NumberRules(rules);
    this.always = rules.flatMap(({ finder }, number) =>
      finder.kind === 'whole-text' && finder.literals === null ? [number] : [],
    );
    this.reports = rules.map((_, number) => (start, end) => this.add(number, start, end));
    this.matchedUpTo = new Int32Array(rules.length);
    this.counts = new Int32Array(rules.length);
    this.contexts = rules.map(() => []);
  }

  scan(text: string, scope: number): OpenFindings {
    this.begin(text);
    this.readLiterals(scope);
    this.readNumbers(scope);
    this.readWhole(scope);
    const { findings, beyond } = this;
    this.text = '';
    this.findings = [];
    return findings.length === 0 ? nothing : { findings: this.inOrder(findings, text), beyond };
  }

  private begin(text: string): void {
    this.text = text;
    this.beyond = 0;
    this.matchedUpTo.fill(0);
    this.counts.fill(0);
    this.wholeText.clear();
    for (const places of this.contexts) if (places.length > 0) places.length = 0;
  }

  private readLiterals(scope: number): void {
    const { text, occurrences, rules } = this;
    occurrences.count = 0;
    this.search.search(text, occurrences, this.runs);
    const { pairs, count } = occurrences;
    for (let at = 0; at < count * 2; at += 2) {
      const literal = pairs[at]!;
      const start = pairs[at + 1]!;
      const length = this.lengths[literal]!;
      for (const { rule, isContext, beginsWord } of this.uses[literal]!) {
        if ((rules[rule]!.scopes & scope) === 0 || (beginsWord && goesOn(text, start))) continue;
        if (!isContext) {
          if (start >= this.matchedUpTo[rule]!) this.look(rule, start, length);
        } else if (standsAlone(text, start, start + length)) {
          this.contexts[rule]!.push(start, start + length);
        }
      }
    }
  }

  /** A literal of the rule's own stands at `start`. */
  private look(number: number, start: number, length: number): void {
    const { text } = this;
    const { finder } = this.rules[number]!;
    switch (finder.kind) {
      case 'keywords':
        if (finder.stands(text, start, start + length)) this.add(number, start, start + length);
        return;
      case 'at-literal': {
        if (start < finder.offset) return;
        const match = finder.matchAt(text, start - finder.offset);
        if (match === null) return;
        this.add(number, match.start, match.end);
        // What was matched is not tried again, accepted or not.
        this.matchedUpTo[number] = Math.max(this.matchedUpTo[number]!, match.matchEnd);
        return;
      }
      case 'whole-text':
        this.wholeText.add(number);
        return;
      case 'anchored':
        finder.detector.look(text, start, this.reports[number]!);
        return;
      case 'numbers':
        return;
    }
  }

  private readNumbers(scope: number): void {
    const { numbers, runs, text } = this;
    const isAsked = ({ number, rule }: NumberRule): boolean =>
      (rule.scopes & scope) !== 0 && (rule.context === null || this.contexts[number]!.length > 0);
    if (runs.count === 0 || !numbers.activate(isAsked)) return;
    for (let run = 0; run < runs.count; run++) {
      for (const { number, detector } of numbers.activeFor(runs.length(run))) {
        detector.look(text, runs, run, this.reports[number]!);
      }
    }
  }

  private readWhole(scope: number): void {
    for (const number of this.always) if ((this.rules[number]!.scopes & scope) !== 0) this.wholeText.add(number);
    for (const number of this.wholeText) {
      const { finder } = this.rules[number]!;
      if (finder.kind === 'whole-text') finder.find(this.text, this.reports[number]!);
    }
  }

  private add(number: number, start: number, end: number): void {
    const { text } = this;
    if (start < this.matchedUpTo[number]! || !this.rules[number]!.accepts(text, start, end)) return;
    if (isInLabel(text, start, end, this.ids)) return;
    this.matchedUpTo[number] = end;
    if (this.counts[number]!++ < this.limits[number]!) this.findings.push({ rule: number, start, end });
    else this.beyond++;
  }

  /** Findings whose rule asks for a context have it. */
  private inOrder(findings: readonly TextFinding[], text: string): TextFinding[] {
    return findings
      .flatMap((finding): TextFinding[] => {
        if (this.rules[finding.rule]!.context === null) return [finding];
        const context = wordsNear(this.contexts[finding.rule]!, finding, text);
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
