import { LRUCache } from 'lru-cache';
import { maskText } from '../../risk/reviewed/mask-text.ts';
import { keyOf } from './text-memory.ts';

const textsMax = 50_000;
const linesMax = 100_000;
const ownersMax = 5000;
/** What is said in every session stands near the beginning, and is no endless line. */
const linesOfText = 2000;
const lineUnitsMax = 2000;
/** Shorter lines tell nothing. */
const lineUnitsMin = 12;

/**
 * What was said in calls that went outside, by hashes, text by text and line by line; the newest of all callers together.
 * Whoever carries that carries nothing of a held call. Lines are compared without their numbers, dates and UUIDs: an agent
 * puts its session into what it says each time.
 */
export class OutsideTexts {
  readonly #texts = new LRUCache<string, true>({ max: textsMax });
  readonly #lines = new LRUCache<string, true>({ max: linesMax });
  readonly #owners = new LRUCache<string, true>({ max: ownersMax });

  add(owner: string, text: string): void {
    this.#owners.set(owner, true);
    const key = keyOf(owner, text);
    if (this.#texts.has(key)) return;
    this.#texts.set(key, true);
    for (const line of text.split('\n', linesOfText)) {
      if (isTelling(line)) this.#lines.set(lineKey(owner, line), true);
    }
  }

  /** Anything was said outside by this caller since the process began. */
  knows(owner: string): boolean {
    return this.#owners.has(owner);
  }

  /** What of a text was not said outside. */
  newIn(owner: string, text: string): string {
    if (this.#texts.has(keyOf(owner, text))) return '';
    if (!this.knows(owner)) return text;
    const isNew = (line: string): boolean => !isTelling(line) || !this.#lines.has(lineKey(owner, line));
    const lines = text.split('\n');
    return [...lines.slice(0, linesOfText).filter(isNew), ...lines.slice(linesOfText)].join('\n');
  }
}

function isTelling(line: string): boolean {
  return line.length >= lineUnitsMin && line.length <= lineUnitsMax;
}

function lineKey(owner: string, line: string): string {
  return keyOf(owner, /\d/.test(line) ? maskText(line).masked : line);
}
