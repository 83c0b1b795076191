import type { Endpoint } from '@tollgate/contract';
import { embeddingsSurface } from './embeddings/surface.ts';
import { countTokensSurface, messagesSurface } from './messages/surface.ts';
import { chatSurface } from './openai/surface.ts';
import { responsesSurface } from './responses/surface.ts';
import type { Surface } from './surface.ts';

/** What callers may speak, by address. */
export const surfaces: ReadonlyMap<string, Surface> = new Map([
  ['/v1/chat/completions', chatSurface],
  ['/v1/responses', responsesSurface],
  ['/v1/embeddings', embeddingsSurface],
  ['/v1/messages', messagesSurface],
  ['/v1/messages/count_tokens', countTokensSurface],
]);

export function surfaceNamed(endpoint: Endpoint): Surface {
  const found = [...surfaces.values()].find((surface) => surface.endpoint === endpoint);
  if (!found) throw new Error(`there is no surface ${endpoint}`);
  return found;
}
