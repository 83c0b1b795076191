import { admin } from '@tollgate/contract';
import type pg from 'pg';
import { selectDiscovered } from '../../catalog/discoveries.queries.ts';
import { insertGrant } from '../../catalog/grants.queries.ts';
import { selectModels } from '../../catalog/models.queries.ts';
import { naturalName } from '../../catalog/natural-name.ts';
import { selectProvider } from '../../catalog/providers.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy, type LogEntry } from '../change-policy.ts';
import { assertGranteeExists } from '../grants/create.ts';
import { cataloguedCapabilities, suggester } from '../price-catalogue/suggester.ts';
import { AdministrationRefusal, type Problem } from '../refusal.ts';
import { invalid } from '../refuse.ts';
import type { ModelChecks } from './check-model.ts';
import { createModelWithin } from './create.ts';
import type { PricedModel } from './read.ts';

/** Makes several models of one provider, inactive, with their grants: all or nothing. They come last, in this order. */
export async function createModels(
  pool: pg.Pool,
  actor: Actor,
  input: admin.ModelBatchCreate,
  checks: ModelChecks,
): Promise<PricedModel[]> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const created: PricedModel[] = [];
    for (const model of await completed(transaction, input)) {
      created.push(await createModelWithin(transaction, log, model, checks));
    }
    for (const to of input.grant_to) await grantAll(transaction, log, created, to);
    return created;
  });
  return result;
}

/** Each model as it would be made alone, with what is known of it in the place of what was left out. */
async function completed(database: Queryable, input: admin.ModelBatchCreate): Promise<admin.ModelCreate[]> {
  const provider = await selectProvider(database, input.provider_id);
  if (!provider) throw invalid('provider_id', 'there is no such provider');
  await checkNames(database, input.models);
  const suggest = await suggester(database, provider, input.catalogue_provider);
  const capabilitiesOf = await cataloguedCapabilities(database, provider, input.catalogue_provider);
  const discovered = await selectDiscovered(database, provider.id);
  return input.models.map((model) => {
    const listed = discovered.get(model.provider_model);
    const suggestion = input.suggested_prices ? suggest(model.provider_model, listed?.listed_prices ?? null) : null;
    const suggested = suggestion && admin.PriceCreate.parse({ ...suggestion.prices, source: suggestion.source });
    return {
      provider_id: provider.id,
      provider_model: model.provider_model,
      display_name: nameOf(model),
      is_secure: model.is_secure,
      is_active: false,
      base_url: null,
      credential: null,
      capabilities: model.capabilities ?? {
        ...capabilitiesOf(model.provider_model),
        ...listed?.capabilities,
      },
      prices: model.prices === undefined ? suggested : model.prices,
    };
  });
}

type NewModel = admin.ModelBatchCreate['models'][number];

function nameOf({ display_name: displayName, provider_model: providerModel }: NewModel): string {
  return displayName ?? providerModel.trim();
}

/** @throws AdministrationRefusal with one problem for each name that is taken */
async function checkNames(database: Queryable, models: readonly NewModel[]): Promise<void> {
  const taken = new Set((await selectModels(database)).map((model) => naturalName(model.display_name)));
  const problems: Problem[] = [];
  models.forEach((model, index) => {
    const name = naturalName(nameOf(model));
    const field = `models[${index}].display_name`;
    if (name === 'auto') problems.push({ field, message: 'auto is what callers write when any model will do' });
    else if (taken.has(name)) problems.push({ field, message: 'is taken: give another one' });
    taken.add(name);
  });
  if (problems.length > 0) throw new AdministrationRefusal('invalid', 'The input is not valid.', problems);
}

async function grantAll(
  transaction: Queryable,
  log: (entry: LogEntry) => void,
  models: readonly PricedModel[],
  to: admin.GrantCreate['to'],
): Promise<void> {
  await assertGranteeExists(transaction, to);
  for (const { id: model_id } of models) {
    const grant = { id: newId('grt'), model_id, to, managed_by_file: false };
    await insertGrant(transaction, grant);
    log({ action: 'grant.create', target: { kind: 'grant', id: grant.id }, before: null, after: grant });
  }
}
