import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { admin } from '@tollgate/contract';
import type { Queryable } from '../../database/queryable.ts';
import { selectCatalogue, selectCatalogueContent } from './price-catalogue.queries.ts';
import { type CataloguedProvider, readPriceCatalogue } from './read-price-catalogue.ts';

/** A price catalogue, ready to be asked. */
export interface PriceCatalogue {
  /** The day that its prices are of. */
  readonly asOf: string;
  readonly sha256: string;
  readonly isShipped: boolean;
  readonly providers: readonly CataloguedProvider[];
}

/** `genai-prices.json` is of `@pydantic/genai-prices` 0.1.8, which was published that day. */
const shippedAsOf = '2026-09-23';
/** A catalogue has 1 to 3 MB. */
const bytesMax = 64 * 1024 * 1024;

let shipped: PriceCatalogue | null = null;
let stored: PriceCatalogue | null = null;

/** The one in force: an administrator's, or else the release's. Read once for as long as it is the same. */
export async function currentCatalogue(database: Queryable): Promise<PriceCatalogue> {
  const newest = await selectCatalogue(database);
  if (!newest) return shippedCatalogue();
  if (stored?.sha256 === newest.sha256) return { ...stored, asOf: newest.asOf };
  const content = await selectCatalogueContent(database, newest.sha256);
  if (!content) return currentCatalogue(database);
  const text = gunzipSync(content, { maxOutputLength: bytesMax }).toString('utf8');
  stored = { ...catalogueOf(text, newest.asOf), isShipped: false };
  return stored;
}

function shippedCatalogue(): PriceCatalogue {
  shipped ??= {
    ...catalogueOf(readFileSync(new URL('genai-prices.json', import.meta.url), 'utf8'), shippedAsOf),
    isShipped: true,
  };
  return shipped;
}

/** @throws InvalidCatalogue */
export function catalogueOf(text: string, asOf: string): PriceCatalogue {
  return { asOf, sha256: hash('sha256', text, 'hex'), isShipped: false, providers: readPriceCatalogue(text) };
}

export function viewOf({ asOf, sha256, isShipped, providers }: PriceCatalogue): admin.PriceCatalogueView {
  return {
    name: 'genai-prices',
    as_of: asOf,
    is_shipped: isShipped,
    sha256,
    providers: providers.length,
    models: providers.reduce((sum, { models }) => sum + models.length, 0),
  };
}
