import { z } from 'zod';
import { isList, isMembers, type Json, type JsonMembers } from '../../platform/lossless-json.ts';
import type { ListedModel, ModelListing, ModelPage } from '../discovery/listing.ts';
import { listedModel } from '../discovery/listed-model.ts';
import { perMillionTokens } from '../discovery/per-million-tokens.ts';
import { lmStudioDetails } from './lm-studio-details.ts';

const Count = z.number().optional().catch(undefined);
const Words = z.array(z.string()).optional().catch(undefined);
const Flag = z.boolean().optional().catch(undefined);

/**
 * One entry of `GET /models`. OpenAI says no more than the id; the rest is what servers like it add: OpenRouter
 * (`context_length`, `architecture`, `supported_parameters`, `pricing`), Groq (`context_window`), vLLM (`max_model_len`),
 * Mistral (`capabilities`), Together (`type`).
 */
const Entry = z.looseObject({
  id: z.string(),
  name: z.string().nullish().catch(undefined),
  owned_by: z.string().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  context_length: Count,
  context_window: Count,
  max_context_length: Count,
  max_model_len: Count,
  max_completion_tokens: Count,
  top_provider: z.looseObject({ max_completion_tokens: Count }).optional().catch(undefined),
  architecture: z.looseObject({ input_modalities: Words, output_modalities: Words }).optional().catch(undefined),
  supported_parameters: Words,
  capabilities: z.looseObject({ vision: Flag, function_calling: Flag, audio: Flag }).optional().catch(undefined),
  pricing: z.unknown().optional(),
});

/** Of OpenAI and of every server that speaks like it; some give the bare list. */
export const openAiListing: ModelListing = {
  title: 'an OpenAI model list',
  urls: ({ baseUrl }) => [`${baseUrl}/models`],
  headers: {},
  read: readOpenAiList,
  callUrl: ({ baseUrl }) => `${baseUrl}/chat/completions`,
  enrich: lmStudioDetails,
};

export function readOpenAiList(body: Json): ModelPage | null {
  const entries = isMembers(body) ? body['data'] : body;
  if (!isList(entries)) return null;
  const models = entries.filter(isMembers).flatMap((entry) => modelOf(entry) ?? []);
  return entries.length > 0 && models.length === 0 ? null : { models, next: null };
}

function modelOf(raw: JsonMembers): ListedModel | null {
  const entry = Entry.safeParse(raw).data;
  if (!entry) return null;
  const inputs = entry.architecture?.input_modalities;
  const parameters = entry.supported_parameters;
  return listedModel({
    id: entry.id,
    name: entry.name,
    ownedBy: entry.owned_by,
    prices: pricesOf(entry.pricing),
    capabilities: {
      context_tokens:
        entry.context_length ?? entry.context_window ?? entry.max_model_len ?? entry.max_context_length ?? undefined,
      output_tokens_max: entry.top_provider?.max_completion_tokens ?? entry.max_completion_tokens,
      vision: inputs?.includes('image') ?? entry.capabilities?.vision,
      audio: inputs?.includes('audio') ?? entry.capabilities?.audio,
      tools: parameters?.includes('tools') ?? entry.capabilities?.function_calling,
      reasoning: parameters?.includes('reasoning'),
      embeddings: entry.architecture?.output_modalities?.includes('embeddings') ?? embeds(entry.type),
    },
  });
}

function embeds(type: string | undefined): boolean | undefined {
  return type === undefined ? undefined : type.startsWith('embedding');
}

const Pricing = z.looseObject({
  prompt: z.string(),
  completion: z.string(),
  input_cache_read: z.string().optional().catch(undefined),
  input_cache_write: z.string().optional().catch(undefined),
});

/** OpenRouter's: US dollars a token, as decimal strings; negative ones stand for prices that vary. */
function pricesOf(raw: unknown): ListedModel['listed_prices'] {
  const pricing = Pricing.safeParse(raw).data;
  if (!pricing) return null;
  const input = perMillionTokens(pricing.prompt);
  const output = perMillionTokens(pricing.completion);
  if (input === null || output === null) return null;
  return {
    input,
    output,
    cached_input: pricing.input_cache_read === undefined ? null : perMillionTokens(pricing.input_cache_read),
    cache_write: pricing.input_cache_write === undefined ? null : perMillionTokens(pricing.input_cache_write),
  };
}
