import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { decodeSegmentHeader, headerBytes, type SegmentHeader, segmentName, segmentNumber } from './format.ts';

export interface FoundSegment {
  readonly number: number;
  readonly file: string;
  /** Null when it is damaged or says another number. */
  readonly header: SegmentHeader | null;
  /** True for a file that says another number: its use as a segment to come had begun when the machine went down. */
  readonly unused: boolean;
}

/** What lies in a journal's folder: segments by number, and spares. */
export async function findSegments(
  directory: string,
): Promise<{ readonly segments: readonly FoundSegment[]; readonly spares: readonly string[] }> {
  const names = await readdir(directory);
  const numbers = names.flatMap((name) => segmentNumber(name) ?? []).sort((a, b) => a - b);
  const segments: FoundSegment[] = [];
  for (const number of numbers) {
    const file = path.join(directory, segmentName(number));
    const header = await readHeader(file);
    if (header === undefined) continue;
    const unused = header !== null && header.number !== number;
    segments.push({ number, file, header: unused ? null : header, unused });
  }
  return { segments, spares: names.filter((name) => name.endsWith('.tgs')).map((name) => path.join(directory, name)) };
}

/** Null when it is damaged; undefined when the file was released since it was listed. */
async function readHeader(file: string): Promise<SegmentHeader | null | undefined> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (handle === null) return undefined;
  try {
    const buffer = Buffer.alloc(headerBytes);
    const { bytesRead } = await handle.read(buffer, 0, headerBytes, 0);
    return decodeSegmentHeader(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
