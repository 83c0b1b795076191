import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** A line of an export; docs/reference/audit.md describes them. */
export type Line = Readonly<Record<string, unknown>> & { readonly type: string };

export class UnreadableExport extends Error {
  override readonly name = 'UnreadableExport';
}

/** Bytes of the file from `start` to before `end`. */
export interface Span {
  readonly start: number;
  end: number;
}

/** All lines with where they stand. @throws UnreadableExport */
export async function* linesOf(file: string): AsyncGenerator<{ line: Line } & Span> {
  let start = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const end = start + Buffer.byteLength(text) + 1;
    if (text !== '') yield { line: parseLine(text), start, end };
    start = end;
  }
}

/** The lines of a span. @throws UnreadableExport */
export async function readLines(handle: FileHandle, { start, end }: Span): Promise<Line[]> {
  const bytes = Buffer.alloc(end - start);
  await handle.read(bytes, 0, bytes.length, start);
  return bytes.toString('utf8').trimEnd().split('\n').map(parseLine);
}

/** SHA-256 of the first `length` bytes, hexadecimal. */
export async function digestOfFile(file: string, length: number): Promise<string> {
  const digest = createHash('sha256');
  if (length > 0) for await (const chunk of createReadStream(file, { end: length - 1 })) digest.update(chunk as Buffer);
  return digest.digest('hex');
}

function parseLine(text: string): Line {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === 'object' && 'type' in value) return value as Line;
  } catch (cause) {
    throw new UnreadableExport('The export has a line that is not JSON.', { cause });
  }
  throw new UnreadableExport('The export has a line without a type.');
}
