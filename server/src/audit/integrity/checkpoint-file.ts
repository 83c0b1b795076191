import { readFile } from 'node:fs/promises';
import type { Checkpoint } from './checkpoint.ts';

/**
 * Reads checkpoints that were held elsewhere: what `GET /api/audit/checkpoints` answers, one item of it, or lines of the
 * log that carry a checkpoint; signatures in base64.
 * @throws Error when the file holds none
 */
export async function readCheckpointFile(file: string): Promise<Pick<Checkpoint, 'body' | 'signature'>[]> {
  const text = await readFile(file, 'utf8');
  const values = valuesOf(text).flatMap((value): Record<string, unknown>[] =>
    Array.isArray(value['items']) ? (value['items'] as Record<string, unknown>[]) : [value],
  );
  const found = values.flatMap(({ body, checkpoint, signature }) => {
    const signed = body ?? checkpoint;
    if (typeof signed !== 'string' || typeof signature !== 'string') return [];
    return [{ body: signed, signature: Buffer.from(signature, 'base64') }];
  });
  if (found.length === 0) throw new Error(`${file} holds no checkpoint`);
  return found;
}

function valuesOf(text: string): Record<string, unknown>[] {
  const whole = parse(text);
  if (whole) return [whole];
  return text
    .split('\n')
    .map(parse)
    .filter((value) => value !== null);
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
