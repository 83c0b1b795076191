import type { admin } from '@tollgate/contract';
import type { UpstreamTarget } from '../../catalog/snapshot.ts';
import type { Json } from '../../platform/lossless-json.ts';

/** A provider as far as it takes to ask it for its models. */
export type ListingTarget = Pick<
  UpstreamTarget,
  'protocol' | 'isLocal' | 'baseUrl' | 'apiVersion' | 'credential' | 'headers'
>;

/** How a protocol lists its models. Pure; who asks is `list-models.ts`. */
export interface ModelListing {
  /** As people write it: "an Ollama model list". */
  readonly title: string;
  /** Addresses of the list, without a page; the second is asked where the first one is not there (404). */
  urls(target: ListingTarget): readonly string[];
  /** The address of the page after the one that gave `next`. */
  pageUrl?(url: string, next: string): string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** @returns null for what is no such list */
  read(body: Json): ModelPage | null;
  /** Asks for what the list leaves out. What does not answer changes nothing. */
  enrich?(models: readonly ListedModel[], target: ListingTarget, ask: Ask): Promise<readonly ListedModel[]>;
  /** An address of calls, to be tried with an empty one where there is no list. */
  callUrl?(target: ListingTarget): string;
}

export type ListedModel = admin.DiscoveredModel & {
  /** Who made it or serves it, in the provider's words. */
  readonly ownedBy?: string | undefined;
};

export interface ModelPage {
  readonly models: readonly ListedModel[];
  /** Leads to the next page; null on the last one. */
  readonly next: string | null;
}

/** GET, or a POST of `body`. Null for anything but a JSON answer with status 200. */
export type Ask = (url: string, body?: object) => Promise<Json | null>;
