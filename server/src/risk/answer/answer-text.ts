import type { HitRecord, Scope } from '@tollgate/contract';
import type { TextFinding } from '../engine/text-finding.ts';
import { scopeBit } from '../engine/scope-bit.ts';
import { recordOf } from '../conclude.ts';
import type { ActingRules } from './reading-rules.ts';
import { JsonUnits } from './json-units.ts';
import { labelOf } from '../redaction-label.ts';
import { LivePattern } from './live-pattern.ts';
import { LivePatterns } from './live-patterns.ts';
import type { LiveText } from './live-text.ts';
import type { HeldTail } from './held-tail.ts';
import { PlainUnits, type TextUnits } from './text-units.ts';

/** One text of an answer: where it stands, and whether it is JSON. */
export interface TextName {
  /** A path such as `choices[0].message.content`. */
  readonly place: string;
  readonly scope: Scope;
  readonly isJson: boolean;
}

/** What the caller's own share in the rules is, and what happens over all texts of one answer. */
export interface Acting {
  readonly rules: ActingRules;
  reads(rule: number): boolean;
  /** Whether a finding is acted on: not before there are as many as its rule asks for. */
  counts(rule: number, value: string): boolean;
}

/** What of a text may go on. */
export interface Passed {
  readonly text: string;
  readonly hits: readonly HitRecord[];
  /** The finding at which the answer ends; what stands before it is in `text`. */
  readonly cut: HitRecord | null;
}

const nothing: Passed = { text: '', hits: [], cut: null };

interface Span {
  readonly start: number;
  end: number;
  readonly findings: TextFinding[];
}

/**
 * A text of an answer that comes in pieces. Each piece goes on at once but for its end, as far as that may yet become a
 * finding; findings are replaced, or end the answer. Places are those of `TextUnits`; `#window` is what was said from
 * `#from` on, the last of what went on already included, since checks look at what stands before a finding.
 */
export class AnswerText {
  readonly #name: TextName;
  readonly #acting: Acting;
  readonly #units: TextUnits;
  readonly #live: readonly LiveText[];
  readonly #rules: ReadonlySet<number>;
  readonly #tails: readonly HeldTail[];
  readonly #signs: readonly RegExp[];
  readonly #before: number;
  /** What is held back may hold a finding. */
  #isStirred = false;
  #window = '';
  #from = 0;
  #gone = 0;

  constructor(name: TextName, acting: Acting) {
    this.#name = name;
    this.#acting = acting;
    this.#units = name.isJson ? new JsonUnits() : new PlainUnits();
    const { rules, reaches } = acting.rules;
    const bit = scopeBit(name.scope);
    const own = rules.flatMap(({ scopes }, rule) => ((scopes & bit) !== 0 && acting.reads(rule) ? [rule] : []));
    this.#rules = new Set(own);
    const followed = own.flatMap((rule) => reaches[rule]!.follow?.() ?? []);
    const patterns = followed.filter((one) => one instanceof LivePattern);
    const others = followed.filter((one): one is LiveText => !(one instanceof LivePattern));
    this.#live = [...others, new LivePatterns(patterns)];
    this.#signs = [...new Set(own.flatMap((rule) => reaches[rule]!.sign ?? []))];
    this.#tails = [...new Set(own.flatMap((rule) => reaches[rule]!.tail ?? []))];
    this.#before = Math.max(0, ...own.map((rule) => reaches[rule]!.before));
  }

  push(piece: string): Passed {
    if (this.#rules.size === 0) return { ...nothing, text: piece };
    this.#hear(this.#units.push(piece));
    const held = this.#heldFrom();
    return held <= this.#gone ? nothing : this.#passOn(held);
  }

  /** Gives what was held back: nothing follows, or nothing that belongs to it. */
  end(): Passed {
    if (this.#rules.size === 0) return nothing;
    this.#hear(this.#units.end());
    return this.#passOn(Infinity);
  }

  get #end(): number {
    return this.#from + this.#window.length;
  }

  #hear(said: string): void {
    for (let index = 0; index < said.length; index++) {
      for (const live of this.#live) live.take(said.charCodeAt(index), this.#end + index);
    }
    this.#window += said;
    this.#isStirred ||= this.#hasSign(said);
  }

  #hasSign(text: string): boolean {
    return this.#signs.some((sign) => sign.test(text));
  }

  #heldFrom(): number {
    const end = this.#end;
    const text = this.#window.slice(this.#gone - this.#from);
    let from = isHigh(text.charCodeAt(text.length - 1)) ? end - 1 : end;
    for (const live of this.#live) {
      from = Math.min(from, live.heldFrom(end));
      this.#isStirred ||= live.hasStirred;
      live.hasStirred = false;
    }
    for (const tail of this.#tails) from = Math.min(from, this.#gone + tail(text));
    return from;
  }

  /** @param upTo what stands before it may go on, if no finding forbids it; `Infinity`: all is said */
  #passOn(upTo: number): Passed {
    if (!this.#isStirred && upTo !== Infinity) return this.#replace([], upTo);
    const { find } = this.#acting.rules;
    const findings = this.#own(find(this.#window, scopeBit(this.#name.scope)).findings);
    const spans = together(findings);
    let limit = Math.min(upTo, this.#end);
    if (upTo !== Infinity) {
      const awaiting = this.#awaitingContext();
      for (const start of awaiting) limit = Math.min(limit, start);
      for (const span of spans.toReversed()) if (span.start < limit && this.#isUnsure(span, limit)) limit = span.start;
      const isFound = awaiting.length > 0 || spans.some(({ end }) => end > limit);
      this.#isStirred = isFound || this.#hasSign(this.#window.slice(Math.max(limit, this.#gone) - this.#from));
    }
    return this.#replace(spans, Math.max(limit, this.#gone));
  }

  /** Findings of rules that read this caller's answers, in places of the whole text, as far as they have not gone. */
  #own(findings: readonly TextFinding[]): TextFinding[] {
    return findings.flatMap((finding) => {
      const [start, end] = [Math.max(finding.start + this.#from, this.#gone), finding.end + this.#from];
      return end > start && this.#rules.has(finding.rule) ? [{ ...finding, start, end }] : [];
    });
  }

  #isUnsure({ end, findings }: Span, limit: number): boolean {
    return end > limit || findings.some((one) => one.end + this.#acting.rules.reaches[one.rule]!.after > this.#end);
  }

  /** Where something begins that may count by a word that comes after it. */
  #awaitingContext(): number[] {
    const { findLoosely, reaches } = this.#acting.rules;
    if (findLoosely === null) return [];
    const loose = this.#own(findLoosely(this.#window, scopeBit(this.#name.scope)).findings);
    return loose.flatMap(({ rule, start, end }) => {
      const { context } = reaches[rule]!;
      return context > 0 && end + context > this.#end ? [start] : [];
    });
  }

  #replace(spans: readonly Span[], limit: number): Passed {
    let text = '';
    const hits: HitRecord[] = [];
    for (const span of spans) {
      if (span.start >= limit) break;
      text += this.#units.raw(this.#gone, span.start);
      this.#gone = span.end;
      const counted = span.findings.filter(({ rule, start, end }) => this.#acting.counts(rule, this.#said(start, end)));
      const [first] = counted;
      if (first === undefined) {
        text += this.#units.raw(span.start, span.end);
        continue;
      }
      const records = counted.map((finding) => this.#recordOf(finding));
      const room = this.#units.room(span.start, span.end);
      const cut = records.find(({ action }) => action === 'block') ?? (room === null ? records[0] : undefined);
      if (cut !== undefined) return { text, hits: [...hits, ...records], cut: { ...cut, action: 'block' } };
      hits.push(...records);
      const label = labelOf(this.#acting.rules.rules[first.rule]!.rule.id);
      text += room === 'string' ? `"${label}"` : label;
    }
    text += this.#units.raw(this.#gone, limit);
    this.#gone = limit;
    this.#forget();
    return { text, hits, cut: null };
  }

  #forget(): void {
    const from = Math.max(this.#from, this.#gone - this.#before);
    this.#window = this.#window.slice(from - this.#from);
    this.#from = from;
    this.#units.forget(from);
  }

  #said(start: number, end: number): string {
    return this.#window.slice(start - this.#from, end - this.#from);
  }

  #recordOf(finding: TextFinding): HitRecord {
    const { start, end } = finding;
    const [rawStart, rawEnd] = [this.#units.rawAt(start), this.#units.rawAt(end)];
    const isEscaped = rawEnd - rawStart !== end - start;
    const raw: TextFinding = { ...finding, start: rawStart, end: rawEnd, ...(isEscaped && { disguises: ['escapes'] }) };
    return {
      ...recordOf(this.#acting.rules.rules[finding.rule]!, raw, this.#name, this.#said(start, end)),
      direction: 'response',
    };
  }
}

/** Findings that overlap are replaced as one. */
function together(findings: readonly TextFinding[]): Span[] {
  const spans: Span[] = [];
  for (const finding of findings.toSorted((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last === undefined || finding.start >= last.end) {
      spans.push({ start: finding.start, end: finding.end, findings: [finding] });
    } else {
      last.end = Math.max(last.end, finding.end);
      last.findings.push(finding);
    }
  }
  return spans;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
