import type { Disguise } from '@tollgate/contract';
import { contentOf, decodeText } from './decoded-text.ts';
import { mayBeDeflate } from './deflate-head.ts';
import type { Encoded } from './edits.ts';
import { tooLarge, type UnpackBudget, unpackText } from './unpack.ts';

/** Raw deflate data has no mark: shorter runs are not tried. */
export const deflateMin = 32;

/** Where each byte of a run is written in the text. */
export interface RunOfBytes {
  readonly start: number;
  readonly end: number;
  readonly disguise: 'base64' | 'hex';
  readonly head: { readonly bytes: Uint8Array; readonly length: number };
  bytes(): Buffer;
  startOf(byte: number): number;
  endOf(byte: number): number;
}

/** The text of a run, and where its characters are encoded. */
export interface Decoded {
  readonly text: string;
  readonly disguises: readonly Disguise[];
  readonly encoded: Encoded;
}

/** Null when the run holds no text. */
export function decodeRun(run: RunOfBytes, budget: UnpackBudget): Decoded | null | typeof tooLarge {
  const { bytes, length } = run.head;
  const isLong = run.end - run.start >= deflateMin;
  const content =
    contentOf(bytes, length) ?? (isLong && run.disguise === 'base64' && mayBeDeflate(bytes, length) ? 'deflate' : null);
  if (content === null) return null;
  if (content === 'gzip' || content === 'zlib' || content === 'deflate') {
    const text = unpackText(run.bytes(), content, budget);
    if (text === null || text === tooLarge) return text;
    const encoded = { startOf: () => run.start, endOf: () => run.end };
    return { text, disguises: [run.disguise, 'compressed'], encoded };
  }
  const decoded = decodeText(run.bytes(), content);
  if (decoded === null) return null;
  return {
    text: decoded.text,
    disguises: [run.disguise],
    encoded: {
      startOf: (offset) => run.startOf(decoded.byteAt(wordStart(decoded.text, offset))),
      endOf: (offset) => run.endOf(decoded.byteAt(wordEnd(decoded.text, offset + 1)) - 1),
    },
  };
}

const wordMax = 256;

/**
 * Where the word begins that holds the code unit at `offset`: an address with a password in it, say. A run of bytes does not
 * show where a part of a word ends, so that its place is told by words.
 */
function wordStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && at > offset - wordMax && isOfWord(text.charCodeAt(at - 1))) at--;
  return at;
}

function wordEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && at < offset + wordMax && isOfWord(text.charCodeAt(at))) at++;
  return at;
}

/** No blank, quote, bracket, comma, semicolon, `=` or `|`; ASCII. */
function isOfWord(unit: number): boolean {
  return unit > 0x22 && unit < 0x7f && !" '(),;<=>[]`{|}".includes(String.fromCharCode(unit));
}
