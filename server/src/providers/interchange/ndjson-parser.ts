import { SseEventTooLarge } from '../openai/sse-parser.ts';
import type { Frame, FrameParser } from './frames.ts';

const lf = 0x0a;

/**
 * An incremental parser for newline-delimited JSON that keeps the bytes: those of all frames joined are the stream. LF
 * ends a line, a CR before it is no part of its text; an empty line has no data. Only line ends are looked for, so a
 * code point cut by a chunk's end is whole again in its line.
 */
export function createNdjsonParser(options: { lineBytesMax?: number } = {}): FrameParser {
  const { lineBytesMax = 16 * 1024 * 1024 } = options;
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let isTooLarge = false;

  const take = (bytes: Buffer): Frame => {
    const whole = kept.length === 0 ? bytes : Buffer.concat([...kept, bytes]);
    kept = [];
    keptBytes = 0;
    return new Line(whole);
  };
  const failIfTooLarge = (): void => {
    if (isTooLarge) throw new SseEventTooLarge(`a line of the stream is larger than ${lineBytesMax} bytes`);
  };

  return {
    push(chunk) {
      failIfTooLarge();
      const lines: Frame[] = [];
      let start = 0;
      for (let end = chunk.indexOf(lf); end !== -1; end = chunk.indexOf(lf, start)) {
        lines.push(take(chunk.subarray(start, end + 1)));
        start = end + 1;
      }
      if (start < chunk.length) {
        kept.push(chunk.subarray(start));
        keptBytes += chunk.length - start;
      }
      isTooLarge = keptBytes > lineBytesMax;
      if (lines.length === 0) failIfTooLarge();
      return lines;
    },
    end() {
      failIfTooLarge();
      return keptBytes === 0 ? [] : [take(Buffer.alloc(0))];
    },
  };
}

class Line implements Frame {
  readonly bytes: Buffer;
  readonly event = null;
  #data: string | null | undefined;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Decoded when first read. */
  get data(): string | null {
    if (this.#data === undefined) {
      const text = this.bytes.toString('utf8').trim();
      this.#data = text === '' ? null : text;
    }
    return this.#data;
  }
}
