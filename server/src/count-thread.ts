import { countPieces } from './cost/tokens/count-pieces.ts';
import type { CountTask } from './journey/token-counting.ts';

/** The thread in which tokens are counted: an encoding takes its time to load, and text to read. */
export async function countInThread({ encoding, lists }: CountTask): Promise<number[]> {
  return countPieces(encoding, lists);
}
