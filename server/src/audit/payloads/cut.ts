import type { ByteRange } from './extents.ts';

/** Rather than cutting through a piece, so many of its bytes are written again. */
const writtenAgainMax = 4096;
/** As far as is looked for the end of a word. */
const wordMax = 256;

/**
 * Where the bytes that a body shares with another one may end: at the edge of a message if one is near, else between two
 * words. What is new then holds whole words, by which it is searched.
 * @param edges of pieces, ascending
 */
export function cutBack(body: Buffer, at: number, edges: readonly number[]): number {
  if (at === body.length) return at;
  const edge = edges.findLast((one) => one <= at);
  if (edge !== undefined && at - edge <= writtenAgainMax) return edge;
  for (let cut = at; cut > Math.max(0, at - wordMax); cut--) if (!isInWord(body, cut)) return cut;
  return wholeCharacter(body, at, -1);
}

/** The same for where they begin. */
export function cutForward(body: Buffer, at: number, edges: readonly number[]): number {
  if (at === 0) return at;
  const edge = edges.find((one) => one >= at);
  if (edge !== undefined && edge - at <= writtenAgainMax) return edge;
  for (let cut = at; cut < Math.min(body.length, at + wordMax); cut++) if (!isInWord(body, cut)) return cut;
  return wholeCharacter(body, at, 1);
}

export function edgesOf(pieces: readonly ByteRange[]): number[] {
  return pieces.flat();
}

function isInWord(body: Buffer, at: number): boolean {
  return isOfWord(body[at - 1]) && isOfWord(body[at]);
}

/** Escapes of JSON belong to the word that they stand in. */
function isOfWord(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const letter = byte | 0x20;
  return byte >= 0x80 || byte === 0x5c || (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x7a);
}

function wholeCharacter(body: Buffer, at: number, step: 1 | -1): number {
  const isContinuation = (cut: number): boolean => ((body[cut] ?? 0) & 0xc0) === 0x80;
  let cut = at;
  // A character of UTF-8 has at most three such bytes; what has more is no text.
  while (isContinuation(cut) && Math.abs(cut - at) < 3) cut += step;
  return cut;
}
