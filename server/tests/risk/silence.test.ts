import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';

/** What the built-in rules say of ordinary sources: nothing, but where a sample key or a made-up person stands on purpose. */

const root = new URL('../../../', import.meta.url).pathname;
const rules = compileRules({ builtIn: loadBuiltInRules(), overrides: [], custom: [] });

/** Hits of severity medium and high, as rule and place, without what was found. */
function graveHits(file: string, text: string): string[] {
  return rules
    .scan([{ place: file, scope: 'tool_result', value: text }])
    .hits.filter(({ severity }) => severity !== 'low')
    .map(({ rule, start }) => `${file}: ${rule} in line ${text.slice(0, start).split('\n').length}`);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesIn(path);
    return /\.(?:[cm]?[jt]s|md)$/.test(entry.name) ? [path] : [];
  });
}

/** Where this project itself has samples: rules and their tests, calls of the demo and of tests that must be caught. */
const samples = [
  /^server\/src\/risk\/packs\/[\w-]+\.(?:yaml|jsonl)$/,
  /^server\/tests\//,
  /^server\/src\/demo\/calls\.ts$/,
];

describe('the built-in rules stay silent', () => {
  it("on this project's own tree, samples aside", () => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
    const read = files.filter(
      (file) => !samples.some((sample) => sample.test(file)) && !/\.(?:png|ico|woff2?)$/.test(file),
    );
    expect(read.length).toBeGreaterThan(300);
    expect(read.flatMap((file) => graveHits(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  // Ten packages as the lockfile pins them: their sources and documents.
  it.each(['commander', 'lru-cache', 'openai', 'pg', 'pino', 'prom-client', 'undici', 'yaml', 'ai', 'vitest'])(
    'on the package %s',
    (name) => {
      const files = sourcesIn(join(root, 'node_modules', name));
      expect(files.length).toBeGreaterThan(3);
      const hits = files.flatMap((file) => graveHits(file.slice(root.length), readFileSync(file, 'utf8')));
      expect(hits).toEqual([]);
    },
  );
});
