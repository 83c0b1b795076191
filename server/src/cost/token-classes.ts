import type { TokenClass, Usage } from '@tollgate/contract';

/** The usage of these classes, with its totals. */
export function sumUp(classes: Readonly<Record<TokenClass, number>>, estimated: boolean): Usage {
  const prompt = classes.input + classes.cached_input + classes.cache_write;
  const completion = classes.output + classes.reasoning;
  return { ...classes, prompt, completion, total: prompt + completion, estimated };
}
