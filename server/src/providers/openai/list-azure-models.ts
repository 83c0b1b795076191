import type { ListingTarget, ModelListing } from '../discovery/listing.ts';
import { readOpenAiList } from './list-models.ts';

/** The last version whose data plane lists deployments; the resource may no longer have it. */
const deploymentsVersion = '2022-12-01';

/**
 * Azure calls name a deployment, so those are asked for first. Newer resources list them by Azure's management API only,
 * and then answer with the models that could be deployed.
 */
export const azureListing: ModelListing = {
  title: 'an Azure OpenAI list',
  urls: (target) => [
    `${resourceOf(target)}/openai/deployments?api-version=${deploymentsVersion}`,
    target.apiVersion === null
      ? `${target.baseUrl}/models`
      : `${resourceOf(target)}/openai/models?api-version=${encodeURIComponent(target.apiVersion)}`,
  ],
  headers: {},
  read: readOpenAiList,
};

function resourceOf({ baseUrl }: ListingTarget): string {
  return baseUrl.replace(/\/openai\/v1$/, '');
}
