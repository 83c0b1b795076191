import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compileWasm, wasmModules } from '../../../scripts/wasm.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-wasm-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(Object.entries(wasmModules))('%s makes %s, byte for byte (npm run wasm)', (source, module) => {
  const made = path.join(folder, path.basename(module));
  compileWasm(source, made);
  const kept = readFileSync(new URL(`../../../${module}`, import.meta.url));
  expect(readFileSync(made).equals(kept)).toBe(true);
});
