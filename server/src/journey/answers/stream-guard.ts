import { type JsonNode, JsonSyntaxError, parseJsonTree, stringOf } from '../../platform/json-tree.ts';
import { applyEdits, type TextEdit } from '../../platform/text-edits.ts';
import type { EventTexts, StreamTexts, TextSpot } from '../../providers/answer-texts/answer-texts.ts';
import type { Frame } from '../../providers/interchange/frames.ts';
import { createSseParser } from '../../providers/openai/sse-parser.ts';
import type { AnswerReader } from '../../risk/answer/answer-reader.ts';
import { logprobsBeside, numberOf, sealInstead } from './event-edits.ts';

/**
 * Lets the events of a stream pass, as the caller is to get them, with what the rules leave of their texts. An event of
 * which nothing is held back or replaced passes byte for byte. What was held back of a text goes into its next event, or
 * into one more before the event that ends the text.
 */
export class StreamGuard {
  readonly reader: AnswerReader;
  readonly #texts: StreamTexts;
  readonly #frames = createSseParser();
  /** How many events were put in between; those after them are numbered on. */
  #added = 0;

  constructor(reader: AnswerReader, texts: StreamTexts) {
    this.reader = reader;
    this.#texts = texts;
  }

  /** Whole events, as they were written. @returns those that may go on */
  take(bytes: Buffer): Buffer {
    const passed: Buffer[] = [];
    for (const frame of this.#frames.push(bytes)) {
      if (this.reader.cut !== null) break;
      passed.push(this.takeFrame(frame));
    }
    return passed.length === 1 && passed[0] ? passed[0] : Buffer.concat(passed);
  }

  takeFrame(frame: Frame): Buffer {
    const { data } = frame;
    if (data === null || data.trim() === '') return frame.bytes;
    if (data.trim() === '[DONE]') return this.#behind(this.end(), frame.bytes);
    const root = parsed(data);
    if (root === null) return this.#takeUnreadable(frame, data);
    return this.#takeEvent(frame, data, root);
  }

  /** Nothing follows: what is still held back. */
  end(): Buffer {
    return Buffer.from(this.#close(() => true, null));
  }

  #takeEvent(frame: Frame, data: string, root: JsonNode): Buffer {
    const found = this.#texts.inEvent(root, data);
    const number = numberOf(root, data);
    const before = this.#close((key) => found.closes(key) && !hasPiece(found, key), number);
    if (this.reader.cut !== null) return Buffer.from(before);
    const edits: TextEdit[] = [];
    const said = this.#readPieces(found, data, edits);
    if (this.reader.cut === null) this.#readWhole(found.spots, data, edits);
    if (this.reader.cut !== null) return Buffer.from(before + this.#more(said, number));
    if (number !== null && this.#added > 0) {
      edits.push({ start: number.start, end: number.end, text: String(number.value + this.#added) });
    }
    const bytes = edits.length === 0 ? frame.bytes : rewritten(frame.bytes, data, applyEdits(data, edits));
    return before === '' ? bytes : Buffer.concat([Buffer.from(before), bytes]);
  }

  /** @returns what goes on of each text that this event has a piece of */
  #readPieces({ spots, closes }: EventTexts, data: string, edits: TextEdit[]): { key: string; text: string }[] {
    const said: { key: string; text: string }[] = [];
    for (const { kind, key, name, node } of spots) {
      if (kind !== 'piece' || this.reader.cut !== null) continue;
      const piece = stringOf(data, node);
      let text = this.reader.push(key, name, piece);
      if (closes(key) && this.reader.cut === null) {
        text += this.reader
          .end((each) => each === key)
          .map((rest) => rest.text)
          .join('');
      }
      said.push({ key, text });
      if (text !== piece) edits.push(...instead(node, JSON.stringify(text)));
    }
    return said;
  }

  #readWhole(spots: readonly TextSpot[], data: string, edits: TextEdit[]): void {
    const fresh: (TextSpot & { readonly value: string })[] = [];
    for (const spot of spots) {
      const { kind, key, node } = spot;
      if (kind === 'piece') continue;
      if (kind === 'seal') {
        if (this.reader.isChanged(key)) edits.push(sealInstead(node));
        continue;
      }
      const value = kind === 'json' ? data.slice(node.start, node.end) : stringOf(data, node);
      const known = kind === 'again' ? this.reader.again(key, value) : null;
      if (known === null) fresh.push({ ...spot, value });
      else if (known !== value) edits.push(...instead(node, JSON.stringify(known)));
    }
    if (fresh.length === 0) return;
    this.reader.whole(fresh.map(({ name, value }) => ({ ...name, value }))).forEach((text, index) => {
      const { node, kind, value } = fresh[index]!;
      if (text !== value) edits.push(...instead(node, kind === 'json' ? text : JSON.stringify(text)));
    });
  }

  /** An event that is no JSON: read as it stands. */
  #takeUnreadable(frame: Frame, data: string): Buffer {
    const [text = ''] = this.reader.whole([{ place: 'event', scope: 'other', isJson: true, value: data }]);
    if (this.reader.cut !== null) return Buffer.alloc(0);
    return text === data ? frame.bytes : rewritten(frame.bytes, data, text);
  }

  #close(isOver: (key: string) => boolean, number: ReturnType<typeof numberOf>): string {
    return this.#more(this.reader.end(isOver), number);
  }

  /** Events that say more of texts, before the one that has this number. */
  #more(rest: readonly { readonly key: string; readonly text: string }[], number: ReturnType<typeof numberOf>): string {
    return rest
      .filter(({ text }) => text !== '')
      .map(({ key, text }) => this.#texts.more(key, text, number === null ? null : number.value + this.#added++))
      .join('');
  }

  #behind(before: Buffer, bytes: Buffer): Buffer {
    if (this.reader.cut !== null) return before;
    return before.length === 0 ? bytes : Buffer.concat([before, bytes]);
  }
}

function hasPiece({ spots }: EventTexts, key: string): boolean {
  return spots.some((spot) => spot.kind === 'piece' && spot.key === key);
}

function instead(node: JsonNode, text: string): TextEdit[] {
  return [{ start: node.start, end: node.end, text }, ...logprobsBeside(node)];
}

function parsed(data: string): JsonNode | null {
  try {
    return parseJsonTree(data);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return null;
    throw error;
  }
}

/** The same event with other data; an event whose data takes several lines gets it in one. */
function rewritten(bytes: Buffer, data: string, changed: string): Buffer {
  const text = bytes.toString('utf8');
  const at = text.indexOf(data);
  if (at !== -1 && !data.includes('\n')) return Buffer.from(text.slice(0, at) + changed + text.slice(at + data.length));
  const event = /^event:[^\r\n]*/m.exec(text)?.[0];
  return Buffer.from(`${event === undefined ? '' : `${event}\n`}data: ${changed.replaceAll('\n', ' ')}\n\n`);
}
