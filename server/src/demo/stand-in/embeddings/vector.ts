import { createHash } from 'node:crypto';

/** A vector of length 1 that follows from the text: equal texts are equal, others are not. */
export function vectorOf(text: string, dimensions: number): number[] {
  const numbers = Array.from({ length: dimensions }, (_, index) => numberOf(text, index));
  const length = Math.hypot(...numbers);
  return numbers.map((number) => number / length);
}

/** Between -1 and 1, and never 0. */
function numberOf(text: string, index: number): number {
  return (createHash('sha256').update(`${index} ${text}`).digest().readInt32LE() + 0.5) / 2 ** 31;
}

/** As OpenAI writes vectors with `encoding_format: base64`: 32-bit floats, little end first. */
export function base64Of(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}
