import { z } from 'zod';
import { isMembers } from '../../platform/lossless-json.ts';
import type { Ask, ListedModel, ListingTarget } from '../discovery/listing.ts';

const Details = z.looseObject({
  data: z.array(
    z.looseObject({
      id: z.string(),
      type: z.string().optional().catch(undefined),
      max_context_length: z.number().optional().catch(undefined),
      capabilities: z.array(z.string()).optional().catch(undefined),
    }),
  ),
});

/** LM Studio says what its models can do at an address of its own (`/api/v0/models`, beside `/v1`). */
export async function lmStudioDetails(
  models: readonly ListedModel[],
  { isLocal, baseUrl }: ListingTarget,
  ask: Ask,
): Promise<readonly ListedModel[]> {
  if (!isLocal || !models.some(({ ownedBy }) => ownedBy === 'organization_owner')) return models;
  const body = await ask(`${new URL(baseUrl).origin}/api/v0/models`);
  const details = isMembers(body ?? undefined) ? Details.safeParse(body).data : undefined;
  const byId = new Map(details?.data.map((one) => [one.id, one]));
  return models.map((model) => {
    const more = byId.get(model.provider_model);
    if (!more) return model;
    const { type, max_context_length: context, capabilities } = more;
    return {
      ...model,
      capabilities: {
        ...model.capabilities,
        ...(Number.isSafeInteger(context) && { context_tokens: context }),
        ...(type !== undefined && { vision: type === 'vlm', embeddings: type === 'embeddings' }),
        ...(capabilities && { tools: capabilities.includes('tool_use') }),
      },
    };
  });
}
