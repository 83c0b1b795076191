import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { chainDictionary } from './chain-dictionary.ts';

/**
 * How the events of a chain are kept in the database: a run of consecutive ones in one row (`chain_blocks.entries`).
 *
 *     u8 format (1: zstd with the dictionary of chain-dictionary.ts) | compressed
 *     compressed, per entry: u8 sort | u32 length, little-endian | bytes
 *
 * An entry is the canonical bytes of its event, or its leaf alone, where only the chain is to go on over an event that
 * is not kept or not shown.
 */
export interface ChainEntry {
  readonly sort: 'canonical' | 'leaf';
  readonly bytes: Buffer;
}

const format = 1;
const entryHeaderBytes = 5;
const sorts = ['canonical', 'leaf'] as const;

export function encodeBlock(entries: readonly ChainEntry[]): Buffer {
  const plain = Buffer.allocUnsafe(entries.reduce((sum, { bytes }) => sum + entryHeaderBytes + bytes.length, 0));
  let at = 0;
  for (const { sort, bytes } of entries) {
    plain[at] = sorts.indexOf(sort);
    plain.writeUInt32LE(bytes.length, at + 1);
    plain.set(bytes, at + entryHeaderBytes);
    at += entryHeaderBytes + bytes.length;
  }
  const params = { [constants.ZSTD_c_compressionLevel]: 3 };
  return Buffer.concat([Buffer.from([format]), zstdCompressSync(plain, { dictionary: chainDictionary, params })]);
}

export class UnreadableBlock extends Error {
  override readonly name = 'UnreadableBlock';
}

/** @throws UnreadableBlock */
export function decodeBlock(block: Buffer): ChainEntry[] {
  if (block[0] !== format) throw new UnreadableBlock('a block of an unknown format');
  const plain = decompress(block.subarray(1));
  const entries: ChainEntry[] = [];
  for (let at = 0; at < plain.length;) {
    const sort = sorts[plain[at] ?? -1];
    const start = at + entryHeaderBytes;
    if (sort === undefined || start > plain.length)
      throw new UnreadableBlock('a block with an entry of an unknown sort');
    at = start + plain.readUInt32LE(at + 1);
    if (at > plain.length) throw new UnreadableBlock('a block that ends within an entry');
    entries.push({ sort, bytes: plain.subarray(start, at) });
  }
  return entries;
}

function decompress(bytes: Buffer): Buffer {
  try {
    return zstdDecompressSync(bytes, { dictionary: chainDictionary });
  } catch (cause) {
    throw new UnreadableBlock('a block that cannot be decompressed', { cause });
  }
}
