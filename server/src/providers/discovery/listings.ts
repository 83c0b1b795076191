import type { Protocol } from '@tollgate/contract';
import { googleListing } from '../google/list-models.ts';
import { anthropicListing } from '../messages/list-models.ts';
import { ollamaListing } from '../ollama/list-models.ts';
import { azureListing } from '../openai/list-azure-models.ts';
import { openAiListing } from '../openai/list-models.ts';
import type { ModelListing } from './listing.ts';

/** How each protocol lists its models. */
export const listings: Readonly<Record<Protocol, ModelListing>> = {
  openai: openAiListing,
  'openai-compatible': openAiListing,
  'azure-openai': azureListing,
  anthropic: anthropicListing,
  google: googleListing,
  ollama: ollamaListing,
};
