import { isList, type Json, type JsonMembers } from '../../platform/lossless-json.ts';
import type { Losses } from '../interchange/losses.ts';
import type { Format, OptionName, Options } from '../interchange/prompt.ts';
import { thinkingConfig } from './thinking-config.ts';

/** Options whose value Gemini takes as it is. */
const sameValue: readonly (readonly [OptionName, string])[] = [
  ['maxTokens', 'maxOutputTokens'],
  ['temperature', 'temperature'],
  ['topP', 'topP'],
  ['topK', 'topK'],
  ['seed', 'seed'],
  ['stop', 'stopSequences'],
  ['presencePenalty', 'presencePenalty'],
  ['frequencyPenalty', 'frequencyPenalty'],
];

/** `generationConfig` of a request (ai.google.dev/api/generate-content#GenerationConfig); empty when nothing is said. */
export function generationConfig(options: Options, model: string, losses: Losses): Readonly<Record<string, unknown>> {
  const config: Record<string, Json> = {};
  for (const [name, theirs] of sameValue) {
    const option = options[name];
    if (option !== undefined) config[theirs] = option.value;
  }
  const { modalities } = options;
  if (modalities !== undefined && !saysOnlyText(modalities.value)) losses.refuse(modalities.param);
  const thinking = thinkingConfig(options, model, losses);
  return {
    ...config,
    ...logprobsConfig(options, losses),
    ...formatConfig(options, losses),
    ...(thinking === null ? {} : { thinkingConfig: thinking }),
  };
}

function saysOnlyText(modalities: Json): boolean {
  return isList(modalities) && modalities.every((modality) => modality === 'text');
}

function logprobsConfig({ logprobs, topLogprobs }: Options, losses: Losses): JsonMembers {
  if (logprobs === undefined) {
    if (topLogprobs !== undefined) losses.drop(topLogprobs.param);
    return {};
  }
  return { responseLogprobs: true, ...(topLogprobs === undefined ? {} : { logprobs: topLogprobs.value }) };
}

function formatConfig({ format }: Options, losses: Losses): JsonMembers {
  if (format === undefined) return {};
  const asked = format.value as unknown as Format;
  if (asked.type === 'json_object') return { responseMimeType: 'application/json' };
  if (asked.description !== null) losses.drop(`${format.param}.description`);
  return { responseMimeType: 'application/json', responseJsonSchema: asked.schema };
}
