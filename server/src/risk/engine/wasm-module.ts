import { readFileSync } from 'node:fs';
import { endianness } from 'node:os';

/** As much of the WebAssembly interface as is used: the types of Node do not have it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object) => { readonly exports: object };
};

export interface WasmMemory {
  /** Changes whenever the memory grows. */
  readonly buffer: ArrayBuffer;
  /** @param pages of 64 KiB */
  grow(pages: number): void;
}

/** A constant of a module. */
export interface WasmConstant {
  readonly value: number;
}

/**
 * Reads a module that `npm run wasm` made of the sources in `server/wasm`. Its memory is little-endian, and is filled through typed
 * arrays.
 *
 * @returns what makes an instance of it, with a memory of its own
 * @throws Error on a machine of the other order of bytes
 */
export function readModule<Exports extends object>(url: URL): () => Exports {
  if (endianness() !== 'LE') throw new Error('texts are searched on little-endian machines only');
  const module = new WebAssembly.Module(readFileSync(url));
  return () => new WebAssembly.Instance(module).exports as Exports;
}
