import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compatibilityFile, renderCompatibility } from './write-compatibility.ts';

it('docs/reference/compatibility.md says what the suites of this folder expect: npm run docs:compatibility', () => {
  expect(readFileSync(compatibilityFile, 'utf8')).toBe(renderCompatibility());
});
