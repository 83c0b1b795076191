/**
 * `npm run wasm`: compiles the AssemblyScript in `server/wasm` into the modules beside the code that uses them. A test
 * compiles them anew and compares (`server/tests/tooling/wasm.test.ts`).
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const projectDir = path.dirname(import.meta.dirname);
const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--initialMemory', '1'];

/** Each module by its source, both from the project's root. */
export const wasmModules = {
  'server/wasm/engine.ts': 'server/src/risk/engine/literals.wasm',
  'server/wasm/sift.ts': 'server/src/risk/disguise/sift.wasm',
} as const;

/** @throws Error with what the compiler says of a source that it does not take */
export function compileWasm(source: string, outFile: string): void {
  // In a process of its own: the compiler's types would change those of arrays for all of the project.
  const compiler = path.join(projectDir, 'node_modules/assemblyscript/bin/asc.js');
  const args = [compiler, source, '--baseDir', projectDir, '--outFile', path.relative(projectDir, outFile), ...options];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: projectDir, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${source}: ${stderr}`);
}

if (import.meta.main) {
  for (const [source, module] of Object.entries(wasmModules)) compileWasm(source, path.join(projectDir, module));
}
