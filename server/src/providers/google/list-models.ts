import { z } from 'zod';
import { isMembers } from '../../platform/lossless-json.ts';
import { listedModel } from '../discovery/listed-model.ts';
import type { ModelListing } from '../discovery/listing.ts';

const Count = z.number().optional().catch(undefined);

const Page = z.looseObject({
  models: z.array(
    z.looseObject({
      name: z.string().regex(/^[a-zA-Z]+\//),
      displayName: z.string().optional().catch(undefined),
      inputTokenLimit: Count,
      outputTokenLimit: Count,
      supportedGenerationMethods: z.array(z.string()).catch([]),
      thinking: z.boolean().optional().catch(undefined),
    }),
  ),
  nextPageToken: z.string().optional(),
});

/** The Gemini API's `models.list` (ai.google.dev/api/models), in pages: what generates or embeds. */
export const googleListing: ModelListing = {
  title: 'a Gemini model list',
  urls: ({ baseUrl }) => [`${baseUrl}/models?pageSize=1000`],
  pageUrl: (url, next) => `${url}&pageToken=${encodeURIComponent(next)}`,
  headers: {},
  read(body) {
    const page = isMembers(body) ? Page.safeParse(body).data : undefined;
    if (!page) return null;
    const models = page.models.flatMap((entry) => {
      const methods = entry.supportedGenerationMethods;
      const embeds = methods.some((method) => /embed/i.test(method)) && !methods.includes('generateContent');
      if (!embeds && !methods.includes('generateContent')) return [];
      const model = listedModel({
        id: entry.name.replace(/^models\//, ''),
        name: entry.displayName,
        capabilities: {
          context_tokens: entry.inputTokenLimit,
          output_tokens_max: embeds ? undefined : entry.outputTokenLimit,
          reasoning: entry.thinking,
          embeddings: embeds,
        },
      });
      return model ?? [];
    });
    return { models, next: page.nextPageToken || null };
  },
};
