import { z } from 'zod';
import { isMembers, type Json } from '../../platform/lossless-json.ts';
import { listedModel } from '../discovery/listed-model.ts';
import type { ListedModel, ModelListing } from '../discovery/listing.ts';

const Tags = z.looseObject({ models: z.array(z.looseObject({ name: z.string(), digest: z.string() })) });
const Shown = z.looseObject({
  model_info: z.record(z.string(), z.unknown()).catch({}),
  capabilities: z.array(z.string()).optional().catch(undefined),
});

/** So many models are asked about one by one. */
const shownMax = 50;

/** Ollama's `/api/tags`, and of each model `/api/show` (docs.ollama.com/api). */
export const ollamaListing: ModelListing = {
  title: 'an Ollama model list',
  urls: ({ baseUrl }) => [`${baseUrl}/api/tags`],
  headers: {},
  read(body) {
    const tags = isMembers(body) ? Tags.safeParse(body).data : undefined;
    if (!tags) return null;
    return { models: tags.models.flatMap(({ name }) => listedModel({ id: name, capabilities: {} }) ?? []), next: null };
  },
  async enrich(models, { baseUrl }, ask) {
    const asked = models.slice(0, shownMax).map(async (model) => {
      const shown = await ask(`${baseUrl}/api/show`, { model: model.provider_model });
      return shown === null ? model : withDetails(model, shown);
    });
    return [...(await Promise.all(asked)), ...models.slice(shownMax)];
  },
};

function withDetails(model: ListedModel, body: Json): ListedModel {
  const shown = Shown.safeParse(body).data;
  if (!shown) return model;
  const context = Object.entries(shown.model_info).find(([name]) => name.endsWith('.context_length'))?.[1];
  const can = shown.capabilities;
  const detailed = listedModel({
    id: model.provider_model,
    capabilities: {
      context_tokens: typeof context === 'number' ? context : undefined,
      vision: can?.includes('vision'),
      tools: can?.includes('tools'),
      reasoning: can?.includes('thinking'),
      embeddings: can?.includes('embedding'),
    },
  });
  return detailed ?? model;
}
