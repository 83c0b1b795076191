import type pg from 'pg';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { conflict, notFound } from '../refuse.ts';
import { askToCancelPriceCorrection, selectPriceCorrection } from './price-corrections.queries.ts';

/** Asks a run to end, wherever it is. @throws AdministrationRefusal when there is none that is not over */
export async function cancelPriceCorrection(pool: pg.Pool, actor: Actor, id: string): Promise<void> {
  assertAdministrator(actor);
  if (await askToCancelPriceCorrection(pool, id)) return;
  throw (await selectPriceCorrection(pool, id)) ? conflict('This correction is over.') : notFound('price correction');
}
