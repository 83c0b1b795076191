import { z } from 'zod';

const Tokens = z.int().min(1).max(1_000_000_000);

/** What a model can do, as its provider or the price catalogue tells it. What is not known is left out. */
export const Capabilities = z.strictObject({
  /** Tokens of prompt and answer together. */
  context_tokens: Tokens.optional(),
  output_tokens_max: Tokens.optional(),
  /** Takes images. */
  vision: z.boolean().optional(),
  /** Takes sound. */
  audio: z.boolean().optional(),
  tools: z.boolean().optional(),
  reasoning: z.boolean().optional(),
  /** Gives embeddings, not words. */
  embeddings: z.boolean().optional(),
});
export type Capabilities = z.infer<typeof Capabilities>;
