/** The public encodings that are at hand. */
export type Encoding = 'o200k_base' | 'cl100k_base';

export interface Tokenizer {
  readonly encoding: Encoding;
  /** What the model counts for 100 tokens of the encoding. */
  readonly perHundred: number;
}

/**
 * By a model's name, wherever in it the family stands (`openai/gpt-5`, `ft:gpt-4o-mini`); the first that fits counts.
 * OpenAI's models and those of their kin have the encoding itself. For the others it is the nearest one, with the ratio
 * that texts in English, Chinese and code have on average (docs/reference/metering.md).
 */
const families: readonly (readonly [RegExp, Tokenizer])[] = [
  [/gpt-(?:3|4(?!o|\.)(?!-?5))|text-embedding|davinci|babbage/i, { encoding: 'cl100k_base', perHundred: 100 }],
  [/claude/i, { encoding: 'o200k_base', perHundred: 120 }],
  [/gemini|gemma/i, { encoding: 'o200k_base', perHundred: 105 }],
  // Both began with cl100k's vocabulary and split as it does.
  [/llama|qwen|qwq/i, { encoding: 'cl100k_base', perHundred: 100 }],
  [/mi[sx]tral|codestral|magistral|devstral|command|deepseek/i, { encoding: 'o200k_base', perHundred: 105 }],
];

const fallback: Tokenizer = { encoding: 'o200k_base', perHundred: 100 };

/** The tokenizer that fits a model best. */
export function tokenizerOf(model: string): Tokenizer {
  return families.find(([pattern]) => pattern.test(model))?.[1] ?? fallback;
}
