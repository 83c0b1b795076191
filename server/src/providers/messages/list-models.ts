import { z } from 'zod';
import { isMembers } from '../../platform/lossless-json.ts';
import { listedModel } from '../discovery/listed-model.ts';
import type { ModelListing } from '../discovery/listing.ts';
import { messagesWire } from './wire.ts';

const Count = z.number().optional().catch(undefined);
const Support = z.looseObject({ supported: z.boolean() }).optional().catch(undefined);

const Page = z.looseObject({
  data: z.array(
    z.looseObject({
      type: z.literal('model'),
      id: z.string(),
      display_name: z.string().optional().catch(undefined),
      max_input_tokens: Count,
      max_tokens: Count,
      capabilities: z.looseObject({ image_input: Support, thinking: Support }).optional().catch(undefined),
    }),
  ),
  has_more: z.boolean(),
  last_id: z.string().nullish(),
});

/** Anthropic's `GET /v1/models` (API reference, "List Models"), in pages. */
export const anthropicListing: ModelListing = {
  title: 'an Anthropic model list',
  urls: ({ baseUrl }) => [`${baseUrl}/v1/models?limit=1000`],
  pageUrl: (url, next) => `${url}&after_id=${encodeURIComponent(next)}`,
  headers: messagesWire.headers,
  read(body) {
    const page = isMembers(body) ? Page.safeParse(body).data : undefined;
    if (!page) return null;
    const models = page.data.flatMap(
      (entry) =>
        listedModel({
          id: entry.id,
          name: entry.display_name,
          capabilities: {
            context_tokens: entry.max_input_tokens,
            output_tokens_max: entry.max_tokens,
            vision: entry.capabilities?.image_input?.supported,
            reasoning: entry.capabilities?.thinking?.supported,
          },
        }) ?? [],
    );
    return { models, next: page.has_more ? (page.last_id ?? null) : null };
  },
};
