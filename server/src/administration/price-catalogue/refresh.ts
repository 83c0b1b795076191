import { gzipSync } from 'node:zlib';
import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import {
  catalogueOf,
  currentCatalogue,
  type PriceCatalogue,
  viewOf,
} from '../../catalog/price-catalogue/price-catalogue.ts';
import { compareCatalogues } from '../../catalog/price-catalogue/compare-catalogues.ts';
import { replaceCatalogue } from '../../catalog/price-catalogue/price-catalogue.queries.ts';
import { InvalidCatalogue } from '../../catalog/price-catalogue/read-price-catalogue.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { invalid } from '../refuse.ts';

/**
 * Puts another price catalogue in the place of the one that suggestions come from, or only shows the difference. Prices in
 * force stay as they are.
 * @param text as genai-prices publishes it
 * @throws AdministrationRefusal for what is no catalogue
 */
export async function refreshCatalogue(
  pool: pg.Pool,
  actor: Actor,
  text: string,
  { as_of: asOf, dry_run: isDry }: typeof admin.PriceCatalogueRefresh._output,
): Promise<admin.PriceCatalogueDifference> {
  assertAdministrator(actor);
  const next = read(text, asOf);
  const before = await currentCatalogue(pool);
  if (!isDry) {
    await changePolicy(pool, actor, async (transaction, log) => {
      const target = { kind: 'price_catalogue', id: next.sha256 };
      await replaceCatalogue(transaction, { asOf, sha256: next.sha256, content: gzipSync(text) });
      log({ action: 'price_catalogue.refresh', target, before: viewOf(before), after: viewOf(next) });
    });
  }
  return { is_applied: !isDry, catalogue: viewOf(next), ...compareCatalogues(before.providers, next.providers) };
}

function read(text: string, asOf: string): PriceCatalogue {
  try {
    return catalogueOf(text, asOf);
  } catch (error) {
    if (error instanceof InvalidCatalogue) throw invalid('', `the file is no price catalogue: ${error.message}`);
    throw error;
  }
}
