import type { Rule } from '@tollgate/contract';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { checkSync } from 'recheck';

/**
 * Which built-in patterns were shown linear, by the hash of pattern, flags and the checker's version. Checking all of them
 * takes a minute and a half, so it is done when one is new (`npm run linear`), and again by a proof.
 */
export const listFile = new URL('linear-patterns.json', import.meta.url);
const { version } = createRequire(import.meta.url)('recheck/package.json') as { version: string };

type Pattern = Pick<Rule, 'regex' | 'flags'>;

export function nameOfPattern({ regex = '', flags = '' }: Pattern): string {
  return createHash('sha256').update(`${version}/${flags}/${regex}`).digest('base64url').slice(0, 22);
}

export function shownLinear(): readonly string[] {
  return JSON.parse(readFileSync(listFile, 'utf8')) as string[];
}

/** Patterns are tried at one place at a time (flag `y`), so each try has to be linear, and bounded by its repetitions. */
export function isLinear({ regex = '', flags = '' }: Pattern): boolean {
  return checkSync(regex, `${flags}y`, { timeout: 20_000 }).status === 'safe';
}
