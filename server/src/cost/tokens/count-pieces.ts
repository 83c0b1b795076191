import type { Encoding } from './tokenizer-of.ts';

type Count = (text: string) => number;

/** What a text says is text: `<|endoftext|>` in it is no order to the encoder. */
const asText = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

const loaded = new Map<Encoding, Promise<Count>>();

/** An encoding is megabytes of code: it is loaded when something is to be counted with it. */
const load: Readonly<Record<Encoding, () => Promise<Count>>> = {
  o200k_base: async () => {
    const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
    return (text) => countTokens(text, asText);
  },
  cl100k_base: async () => {
    const { countTokens } = await import('gpt-tokenizer/encoding/cl100k_base');
    return (text) => countTokens(text, asText);
  },
};

/** Tokens of each list of pieces. 262,144 characters take 100 ms, the encoding itself more. */
export async function countPieces(encoding: Encoding, lists: readonly (readonly string[])[]): Promise<number[]> {
  const counting = loaded.get(encoding) ?? load[encoding]();
  loaded.set(encoding, counting);
  const count = await counting;
  return lists.map((pieces) => pieces.reduce((sum, piece) => sum + count(piece), 0));
}
