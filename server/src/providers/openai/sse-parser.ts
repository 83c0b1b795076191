const lf = 0x0a;
const cr = 0x0d;

/** One event of a stream, or whatever stands between two blank lines: comments and empty blocks too. */
export interface SseEvent {
  /** The `data` lines joined by LF; null when there is none. Decoded when first read. */
  readonly data: string | null;
  /** The event's name; null when it has none. */
  readonly event: string | null;
  /** Exactly the bytes that the event took up in the stream, line ends included. */
  readonly bytes: Buffer;
}

export interface SseParser {
  /**
   * Takes the next bytes of the stream and gives the events that they complete.
   * @throws SseEventTooLarge when an event grows beyond the limit
   */
  push(chunk: Buffer): SseEvent[];
  /** The stream is over: gives what is left, an event without its blank line. */
  end(): SseEvent[];
}

export class SseEventTooLarge extends Error {
  override readonly name = 'SseEventTooLarge';
}

/**
 * An incremental parser for `text/event-stream` (WHATWG HTML, 9.2.6) that keeps the bytes: those of all events joined
 * are the stream, so a stream can be passed on untouched, or with single events left out. LF, CRLF and CR end a line,
 * also when the chunk ends between CR and LF: the event is given at its CR, and the LF opens the next one's bytes.
 *
 * Only line ends are looked for here, so a code point cut by a chunk's end is whole again in the event.
 */
export function createSseParser(options: { eventBytesMax?: number } = {}): SseParser {
  const { eventBytesMax = 16 * 1024 * 1024 } = options;
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let isAtLineStart = true;
  let isAfterCr = false;
  let isFirst = true;
  let isTooLarge = false;

  const take = (bytes: Buffer): SseEvent => {
    const whole = kept.length === 0 ? bytes : Buffer.concat([...kept, bytes]);
    kept = [];
    keptBytes = 0;
    const event = new ParsedEvent(whole, isFirst);
    isFirst = false;
    return event;
  };
  const failIfTooLarge = (): void => {
    if (isTooLarge) throw new SseEventTooLarge(`an event of the stream is larger than ${eventBytesMax} bytes`);
  };

  return {
    push(chunk) {
      failIfTooLarge();
      const events: SseEvent[] = [];
      const hasCr = chunk.includes(cr);
      let start = 0;
      let position = 0;
      while (position < chunk.length) {
        const byte = chunk[position];
        if (isAfterCr) {
          isAfterCr = false;
          if (byte === lf) {
            position += 1;
            continue;
          }
        }
        if (isAtLineStart && (byte === lf || byte === cr)) {
          position += 1;
          isAfterCr = byte === cr;
          if (isAfterCr && chunk[position] === lf) {
            position += 1;
            isAfterCr = false;
          }
          events.push(take(chunk.subarray(start, position)));
          start = position;
          continue;
        }
        const end = lineEnd(chunk, position, hasCr);
        isAtLineStart = end !== -1;
        if (end === -1) break;
        isAfterCr = chunk[end] === cr;
        position = end + 1;
      }
      if (start < chunk.length) {
        kept.push(chunk.subarray(start));
        keptBytes += chunk.length - start;
      }
      isTooLarge = keptBytes > eventBytesMax;
      if (events.length === 0) failIfTooLarge();
      return events;
    },
    end() {
      failIfTooLarge();
      return keptBytes === 0 ? [] : [take(Buffer.alloc(0))];
    },
  };
}

function lineEnd(chunk: Buffer, from: number, hasCr: boolean): number {
  const nextLf = chunk.indexOf(lf, from);
  if (!hasCr) return nextLf;
  const nextCr = chunk.indexOf(cr, from);
  if (nextLf === -1 || nextCr === -1) return Math.max(nextLf, nextCr);
  return Math.min(nextLf, nextCr);
}

class ParsedEvent implements SseEvent {
  readonly bytes: Buffer;
  readonly #mayHaveBom: boolean;
  #fields: { data: string | null; event: string | null } | null = null;

  constructor(bytes: Buffer, mayHaveBom: boolean) {
    this.bytes = bytes;
    this.#mayHaveBom = mayHaveBom;
  }

  get data(): string | null {
    return this.#read().data;
  }

  get event(): string | null {
    return this.#read().event;
  }

  #read(): { data: string | null; event: string | null } {
    if (this.#fields !== null) return this.#fields;
    const text = this.bytes.toString('utf8');
    this.#fields = readFields(this.#mayHaveBom && text.startsWith('\uFEFF') ? text.slice(1) : text);
    return this.#fields;
  }
}

function readFields(text: string): { data: string | null; event: string | null } {
  // Nearly every event is one data line and a blank one.
  if (text.startsWith('data: ') && text.indexOf('\n') === text.length - 2 && !text.includes('\r')) {
    return { data: text.slice(6, -2), event: null };
  }
  let data: string | null = null;
  let event: string | null = null;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const colon = line.indexOf(':');
    if (colon === 0) continue;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') data = data === null ? value : `${data}\n${value}`;
    else if (field === 'event') event = value;
  }
  return { data, event };
}
