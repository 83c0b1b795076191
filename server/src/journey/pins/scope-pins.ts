import { MarkIndex } from './marks.ts';
import type { Pin, PinEntry, Pinned } from './pin.ts';
import { TextMemory } from './text-memory.ts';

/** Of so many marks of one text, a text that carries it holds at least two. */
const enoughMarks = 2;
/** Marks of one user and instance; those of the oldest texts go first. */
const marksMax = 20_000;
/** Of so many texts it is remembered that they hold no mark, when they are long enough for that to be quicker. */
const withoutMax = 500;
const withoutUnits = 500;

interface MarkedText {
  readonly pinId: string;
  readonly marks: readonly number[];
}

/** What a call is, as far as pins ask. */
export interface CallToPin {
  readonly traceId: string;
  readonly sessionId: string;
  readonly texts: readonly { readonly value: string }[];
}

/**
 * The pins of one user and instance, in memory. Everything may be told twice. A pin that was lifted, or has run out, covers
 * nothing any more, and what it knew is forgotten.
 */
export class ScopePins {
  readonly #pins = new Map<string, Pin>();
  readonly #lifted = new Set<string>();
  /** Of each call the pin, and whether what tells its texts has come. */
  readonly #entries = new Map<string, { readonly pin: Pin; readonly isComplete: boolean }>();
  readonly #byTrace = new Map<string, Set<string>>();
  readonly #bySession = new Map<string, Set<string>>();
  #texts: MarkedText[] = [];
  #textsOf = new Map<number, MarkedText[]>();
  #index = new MarkIndex();
  /** Texts that hold none of the marks: agents resend them each turn. */
  #without: TextMemory | null = null;

  /** How much it holds: marks and entries. */
  get size(): number {
    return this.#index.size + this.#entries.size;
  }

  /** A pin as it is now: begun, or kept for longer. */
  renew(pin: Pin): void {
    if (this.#lifted.has(pin.id)) return;
    const known = this.#pins.get(pin.id);
    if (!known || known.expiresAtMs < pin.expiresAtMs) this.#pins.set(pin.id, pin);
  }

  lift(pinId: string): void {
    this.#lifted.add(pinId);
    if (this.#pins.delete(pinId)) this.#forgetGone();
  }

  add(entry: PinEntry): void {
    const { pin, requestId, part, traceId, sessionId, texts } = entry;
    this.renew(pin);
    if (!this.#pins.has(pin.id)) return;
    const key = `${pin.id} ${requestId} ${part}`;
    const known = this.#entries.get(key);
    if (known && (known.isComplete || texts === null)) return;
    this.#entries.set(key, { pin, isComplete: texts !== null });
    addTo(this.#byTrace, traceId, pin.id);
    addTo(this.#bySession, sessionId, pin.id);
    for (const marks of texts ?? []) if (marks.length > 0) this.#mark({ pinId: pin.id, marks });
    if (this.#index.size > marksMax) this.#forgetOldest();
  }

  /** What covers a call, the nearest reason first, and of several pins the one that lasts longest; null when nothing does. */
  covering({ traceId, sessionId, texts }: CallToPin, nowMs: number): Pinned | null {
    this.#endExpired(nowMs);
    if (this.#pins.size === 0) return null;
    const ofTrace = this.#named(this.#byTrace, traceId);
    const ofSession = this.#named(this.#bySession, sessionId).filter(({ kind }) => kind !== 'trace');
    const all = [...this.#pins.values()];
    return (
      longest(ofTrace, 'trace') ??
      longest(ofSession, 'session') ??
      longest(
        all.filter(({ kind }) => kind === 'instance'),
        'instance',
      ) ??
      longest(this.#carriedBy(texts), 'text') ??
      longest(this.#withoutMarks(), 'marks_missing')
    );
  }

  #named(by: ReadonlyMap<string, ReadonlySet<string>>, id: string): Pin[] {
    return [...(by.get(id) ?? [])].flatMap((pinId) => this.#pins.get(pinId) ?? []);
  }

  #carriedBy(texts: CallToPin['texts']): Pin[] {
    if (this.#index.size === 0) return [];
    const found = new Map<MarkedText, number>();
    const without = (this.#without ??= new TextMemory(withoutMax));
    for (const { value } of texts) {
      if (value.length >= withoutUnits && without.has('', value)) continue;
      const marks = this.#index.foundIn(value);
      if (marks.size === 0 && value.length >= withoutUnits) without.meet('', value);
      for (const mark of marks) {
        for (const text of this.#textsOf.get(mark) ?? []) found.set(text, (found.get(text) ?? 0) + 1);
      }
    }
    const carried = [...found].filter(([{ marks }, many]) => many >= Math.min(enoughMarks, marks.length));
    return carried.flatMap(([{ pinId }]) => this.#pins.get(pinId) ?? []);
  }

  /** Nobody can tell what carries a text whose marks did not come: everything may. */
  #withoutMarks(): Pin[] {
    return [...this.#entries.values()].flatMap(({ pin, isComplete }) =>
      !isComplete && pin.kind !== 'trace' ? (this.#pins.get(pin.id) ?? []) : [],
    );
  }

  #mark(text: MarkedText): void {
    this.#texts.push(text);
    this.#without = null;
    for (const mark of text.marks) {
      this.#index.add(mark);
      const texts = this.#textsOf.get(mark);
      if (texts) texts.push(text);
      else this.#textsOf.set(mark, [text]);
    }
  }

  #endExpired(nowMs: number): void {
    let some = false;
    for (const pin of this.#pins.values()) if (pin.expiresAtMs <= nowMs) some = this.#pins.delete(pin.id) || some;
    if (some) this.#forgetGone();
  }

  #forgetGone(): void {
    for (const [key, { pin }] of this.#entries) if (!this.#pins.has(pin.id)) this.#entries.delete(key);
    for (const by of [this.#byTrace, this.#bySession]) {
      for (const [id, pins] of by) {
        for (const pinId of pins) if (!this.#pins.has(pinId)) pins.delete(pinId);
        if (pins.size === 0) by.delete(id);
      }
    }
    this.#markAnew(this.#texts.filter(({ pinId }) => this.#pins.has(pinId)));
  }

  #forgetOldest(): void {
    let marks = 0;
    this.#markAnew(this.#texts.toReversed().filter((text) => (marks += text.marks.length) <= marksMax / 2));
  }

  #markAnew(texts: readonly MarkedText[]): void {
    this.#texts = [];
    this.#textsOf = new Map();
    this.#index = new MarkIndex();
    for (const text of texts) this.#mark(text);
  }
}

function longest(pins: readonly Pin[], by: Pinned['by']): Pinned | null {
  const pin = pins.reduce<Pin | null>((best, one) => (best && best.expiresAtMs >= one.expiresAtMs ? best : one), null);
  return pin && { pin, by };
}

function addTo(by: Map<string, Set<string>>, id: string, pinId: string): void {
  const pins = by.get(id);
  if (pins) pins.add(pinId);
  else by.set(id, new Set([pinId]));
}
