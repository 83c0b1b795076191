import type { TFunction } from 'i18next';
import type { Format } from '../../lib/format.ts';
import type { Model } from './queries.ts';

const abilities = ['tools', 'vision', 'audio', 'reasoning', 'embeddings'] as const;

/** What a model can do, in few words: `400K`, `tools`, `images`. What is not known is left out. */
export function capabilityWords(
  capabilities: Model['capabilities'],
  t: TFunction<'catalogue'>,
  format: Format,
): string[] {
  const { context_tokens: context, output_tokens_max: output } = capabilities;
  return [
    ...(context === undefined ? [] : [t('can.context', { tokens: format.compact(context) })]),
    ...(output === undefined ? [] : [t('can.output', { tokens: format.compact(output) })]),
    ...abilities.filter((name) => capabilities[name]).map((name) => t(`can.${name}`)),
  ];
}
