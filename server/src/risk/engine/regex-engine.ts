import { createRequire } from 'node:module';
import type { RRegex } from 'rregex';

/** One instance of the WebAssembly module, with memory of its own. */
interface Engine {
  readonly RRegex: new (source: string) => RRegex;
  readonly __wasm: { readonly memory: { readonly buffer: ArrayBuffer } };
}

/**
 * What an engine may grow to before the next pattern gets a new one. Its memory only grows: what a freed pattern took is
 * not used again (1 to 45 MB each, measured with rregex 1.13.1).
 */
const engineBytesMax = 128 * 1024 * 1024;

let engine: Engine | null = null;

/**
 * Reads a pattern. An engine that has grown large is left to its patterns, and goes with the last of them.
 * @throws what the engine says of a pattern that it does not take
 */
export function readPattern(source: string): RRegex {
  if (engine === null || engine.__wasm.memory.buffer.byteLength > engineBytesMax) engine = startEngine();
  return new engine.RRegex(source);
}

/** The module keeps one instance for as long as it is loaded, so it is loaded again, and forgotten by the loader. */
function startEngine(): Engine {
  const require = createRequire(import.meta.url);
  const file = require.resolve('rregex');
  delete require.cache[file];
  const started = require(file) as Engine;
  delete require.cache[file];
  return started;
}
