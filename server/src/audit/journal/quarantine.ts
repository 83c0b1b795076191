import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Keeps damaged bytes aside in `<root>/quarantine/`, for a person to look at. The name says where they came from, so
 * that the same damage is kept once however often it is met.
 * @returns the file's path
 */
export function keepAside(directory: string, segment: number, offset: number, bytes: Uint8Array): string {
  const folder = path.join(path.dirname(directory), 'quarantine');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${path.basename(directory)}-${segment}-${offset}.bin`);
  writeFileSync(file, bytes, { mode: 0o600 });
  return file;
}
