import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { insertModel, selectModels } from '../../catalog/models.queries.ts';
import { insertPrice } from '../../catalog/prices.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy, type LogEntry } from '../change-policy.ts';
import { priceVersion } from '../prices/price-version.ts';
import { checkModel, type ModelChecks } from './check-model.ts';
import type { PricedModel } from './read.ts';

/** A new model comes last, inactive unless it is said otherwise. */
export async function createModel(
  pool: pg.Pool,
  actor: Actor,
  input: admin.ModelCreate,
  checks: ModelChecks,
): Promise<PricedModel> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, (transaction, log) =>
    createModelWithin(transaction, log, input, checks),
  );
  return result;
}

/** `createModel` for who makes several at once. */
export async function createModelWithin(
  transaction: Queryable,
  log: (entry: LogEntry) => void,
  { prices: firstPrice, ...fields }: admin.ModelCreate,
  checks: ModelChecks,
): Promise<PricedModel> {
  await checkModel(transaction, { before: null, after: fields, stated: true }, checks);
  const position = Math.max(-1, ...(await selectModels(transaction)).map((model) => model.position)) + 1;
  const model = { ...fields, id: newId('mdl'), position, managed_by_file: false };
  await insertModel(transaction, model);
  const prices = firstPrice === null ? [] : [priceVersion(firstPrice, 1, new Date().toISOString())];
  for (const price of prices) await insertPrice(transaction, model.id, price);
  const after = { ...model, prices };
  log({ action: 'model.create', target: { kind: 'model', id: model.id }, before: null, after });
  return { ...after, revision: 1 };
}
