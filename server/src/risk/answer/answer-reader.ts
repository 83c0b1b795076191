import type { HitRecord } from '@tollgate/contract';
import type { Who } from '../audience.ts';
import { type Acting, AnswerText, type Passed, type TextName } from './answer-text.ts';
import type { ReadingRules } from './reading-rules.ts';
import { replaceSpans } from './replace-spans.ts';

/** What rules found in an answer, for the record. */
export interface AnswerFindings {
  readonly hits: readonly HitRecord[];
  /** Those beyond what is given one by one. */
  readonly beyond: number;
  readonly texts: number;
  readonly characters: number;
}

/** A text that comes whole, at once. */
export interface NamedText extends TextName {
  readonly value: string;
}

interface Heard {
  readonly name: TextName;
  readonly text: AnswerText;
  /** What was said, and what of it went on. */
  raw: string;
  sent: string;
  isComplete: boolean;
  /** Something of it was replaced. */
  isChanged: boolean;
}

/** So much of an answer is kept to be looked at as a whole; rules that replace or cut look at all of it. */
const keptMax = 8 * 1024 * 1024;
const hitsMax = 200;

/**
 * Reads one answer for the rules that read this caller's, text by text as it comes or whole. Rules that only record look
 * at the texts when all is said; those that replace or cut, at each piece.
 * Every method throws when a rule cannot be evaluated: then nothing more may go on.
 */
export class AnswerReader {
  /** The finding at which the answer ends: nothing more may go on. */
  cut: HitRecord | null = null;
  /** Something was replaced. */
  hasChanged = false;
  readonly #rules: ReadingRules;
  readonly #who: Who | undefined;
  readonly #acting: Acting;
  readonly #texts = new Map<string, Heard>();
  readonly #hits: HitRecord[] = [];
  #beyond = 0;
  #kept = 0;
  #onceTexts = 0;
  #onceCharacters = 0;

  /** @param own ids of the rules that read this caller's answers */
  constructor(rules: ReadingRules, own: ReadonlySet<string>, who: Who | undefined) {
    this.#rules = rules;
    this.#who = who;
    const { acting } = rules;
    const distinct = acting.rules.map(() => new Set<string>());
    this.#acting = {
      rules: acting,
      reads: (rule) => own.has(acting.rules[rule]!.rule.id),
      counts: (rule, value) => {
        const least = acting.rules[rule]!.rule.count_min ?? 1;
        return least <= 1 || distinct[rule]!.add(value.toLowerCase()).size >= least;
      },
    };
    this.acts = acting.rules.some((_, rule) => this.#acting.reads(rule));
  }

  /** Some rule may replace something, or cut. */
  readonly acts: boolean;

  /** More of a text. @returns what may go on */
  push(key: string, name: TextName, piece: string): string {
    if (piece === '') return '';
    const heard = this.#heard(key, asWritten(name, piece));
    this.#keep(heard, piece);
    return this.#passed(heard, heard.text.push(piece));
  }

  /** Nothing follows of these texts, or nothing that belongs to it. @returns what was held back, by key */
  end(isOver: (key: string) => boolean): { key: string; text: string }[] {
    const rest: { key: string; text: string }[] = [];
    for (const [key, heard] of this.#texts) {
      if (this.cut !== null) break;
      if (!isOver(key)) continue;
      const text = this.#passed(heard, heard.text.end());
      if (text !== '') rest.push({ key, text });
    }
    return rest;
  }

  /** A text that came in pieces is said once more. @returns what went on of it; null when it is another text */
  again(key: string, whole: string): string | null {
    const heard = this.#texts.get(key);
    return heard?.isComplete && heard.raw === whole ? heard.sent : null;
  }

  /** Something of this text was replaced. */
  isChanged(key: string): boolean {
    return this.#texts.get(key)?.isChanged === true;
  }

  /** Texts that come whole. @returns what may go on of each */
  whole(texts: readonly NamedText[]): string[] {
    this.#onceTexts += texts.length;
    for (const { value } of texts) this.#onceCharacters += value.length;
    const { hits, scanned } = this.#rules.whole.scan(texts, this.#who);
    this.#beyond += scanned.hits_beyond ?? 0;
    return texts.map((one, number) => {
      const { value } = one;
      const { isJson } = asWritten(one, value);
      const own = hits.filter((hit) => hit.text === number).map(({ text: _, ...hit }) => asAnswerHit(hit));
      this.#hits.push(...own);
      const acted = own.filter(({ action }) => action === 'redact');
      const blocking = own.find(({ action }) => action === 'block');
      const { text, stuck } = replaceSpans(value, acted, isJson);
      const cut = blocking ?? stuck;
      if (cut !== null) this.cut ??= { ...cut, action: 'block' };
      else if (acted.length > 0) this.hasChanged = true;
      return text;
    });
  }

  /** All is said: what was found in it. */
  finish(): AnswerFindings {
    const heard = [...this.#texts.values()];
    const texts = heard.map(({ name, raw }) => ({ place: name.place, scope: name.scope, value: raw }));
    const { hits, scanned } = this.#rules.whole.scan(texts, this.#who);
    const acted = new Map(Object.entries(Object.groupBy(this.#hits, ({ rule, place }) => `${rule} ${place}`)));
    const more = hits.flatMap(({ text: _, ...hit }) => {
      const known = acted.get(`${hit.rule} ${hit.place}`) ?? [];
      if (known.some(({ start, end }) => start < hit.end && end > hit.start)) return [];
      // Too well hidden to be acted on while it came.
      return [{ ...asAnswerHit(hit), action: 'allow' as const }];
    });
    const all = [...this.#hits, ...more];
    return {
      hits: all.slice(0, hitsMax),
      beyond: this.#beyond + (scanned.hits_beyond ?? 0) + Math.max(0, all.length - hitsMax),
      texts: heard.length + this.#onceTexts,
      characters: scanned.characters + this.#onceCharacters,
    };
  }

  #heard(key: string, name: TextName): Heard {
    let heard = this.#texts.get(key);
    if (heard === undefined) {
      heard = { name, text: new AnswerText(name, this.#acting), raw: '', sent: '', isComplete: true, isChanged: false };
      this.#texts.set(key, heard);
    }
    return heard;
  }

  #keep(heard: Heard, piece: string): void {
    this.#kept += piece.length;
    if (this.#kept <= keptMax) heard.raw += piece;
    else heard.isComplete = false;
  }

  #passed(heard: Heard, { text, hits, cut }: Passed): string {
    this.#hits.push(...hits);
    if (hits.length > 0) this.hasChanged = heard.isChanged = true;
    this.cut ??= cut;
    if (heard.isComplete) heard.sent += text;
    return text;
  }
}

/** What should be JSON and is none is a text like any other. */
function asWritten(name: TextName, beginning: string): TextName {
  return name.isJson && !/^\s*[[{"]/.test(beginning) ? { ...name, isJson: false } : name;
}

function asAnswerHit(hit: HitRecord): HitRecord {
  return { ...hit, direction: 'response' };
}
