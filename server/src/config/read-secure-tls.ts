import { readFile } from 'node:fs/promises';
import type { Config } from './config.ts';

/** What the secure path trusts and shows, as PEM. @throws the file system's error when a file cannot be read */
export async function readSecureTls(config: Config): Promise<{ ca?: string; cert?: string; key?: string }> {
  const { ca, cert, key } = config.secureTls;
  return {
    ...(ca === null ? {} : { ca: await readFile(ca, 'utf8') }),
    ...(cert === null ? {} : { cert: await readFile(cert, 'utf8') }),
    ...(key === null ? {} : { key: await readFile(key, 'utf8') }),
  };
}
