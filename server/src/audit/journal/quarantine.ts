import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from './segment-folder.ts';

const folderName = 'quarantine';

/**
 * Keeps damaged bytes aside in `<root>/quarantine/`, for a person to look at. The name says where they came from, so
 * that the same damage is kept once however often it is met.
 * @returns the file's path
 */
export function keepAside(directory: string, segment: number, offset: number, bytes: Uint8Array): string {
  const folder = path.join(path.dirname(directory), folderName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${path.basename(directory)}-${segment}-${offset}.bin`);
  writeFileSync(file, bytes, { mode: 0o600 });
  return file;
}

/** How many files were kept aside under this root. */
export async function countQuarantined(root: string): Promise<number> {
  try {
    return (await readdir(path.join(root, folderName))).length;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}
