import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** How long `fdatasync` takes after an append of 4 KB in this folder, in milliseconds. */
export function measureDisk(folder: string): { p50: number; p99: number } {
  const file = path.join(folder, 'fdatasync-probe');
  const descriptor = openSync(file, 'w');
  const block = Buffer.alloc(4096, 1);
  const took: number[] = [];
  for (let round = 0; round < 500; round++) {
    writeSync(descriptor, block);
    const startedAt = performance.now();
    fdatasyncSync(descriptor);
    took.push(performance.now() - startedAt);
  }
  closeSync(descriptor);
  rmSync(file);
  took.sort((a, b) => a - b);
  return { p50: took[250] ?? Number.NaN, p99: took[495] ?? Number.NaN };
}
