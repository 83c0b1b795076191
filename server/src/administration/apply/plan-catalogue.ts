import type { Model, PriceVersion, Provider } from '@tollgate/contract';
import { deleteModel, insertModel, type ModelRow, updateModel } from '../../catalog/models.queries.ts';
import { naturalName } from '../../catalog/natural-name.ts';
import { insertPrice, type PriceRow } from '../../catalog/prices.queries.ts';
import { deleteProvider, insertProvider, type ProviderRow, updateProvider } from '../../catalog/providers.queries.ts';
import { samePrices } from '../../catalog/same-prices.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { addPrice } from '../prices/add-price.ts';
import type { FilePrices, GatewayFile } from './gateway-file.ts';
import { isSame, operation, type Operation, withoutRevision } from './operation.ts';
import { idOf, type SectionPlan } from './plan-people.ts';

export function planProviders(current: readonly ProviderRow[], file: GatewayFile): SectionPlan {
  const existing = new Map(current.map((row) => [naturalName(row.name), row]));
  const ids = new Map<string, string>();
  const operations: Operation[] = [];
  for (const wanted of file.providers) {
    const row = existing.get(naturalName(wanted.name));
    const before = row ? withoutRevision(row) : null;
    const after: Provider = {
      ...wanted,
      id: row?.id ?? newId('prv'),
      credential: wanted.credential ?? null,
      managed_by_file: true,
    };
    ids.set(naturalName(wanted.name), after.id);
    if (isSame(before, after)) continue;
    const change = { action: row ? 'change' : 'create', kind: 'provider', name: after.name } as const;
    const write = row ? updateProvider : insertProvider;
    operations.push(operation(change, after.id, { before, after }, (transaction) => write(transaction, after)));
  }
  const removals = current
    .filter((row) => row.managed_by_file && !ids.has(naturalName(row.name)))
    .map((row) => {
      const change = { action: 'remove', kind: 'provider', name: row.name } as const;
      const states = { before: withoutRevision(row), after: null };
      return operation(change, row.id, states, (transaction) => deleteProvider(transaction, row.id));
    });
  return { operations, removals, ids };
}

export interface PlanFacts {
  /** When the file is applied, RFC 3339. */
  readonly at: string;
  readonly actor: Actor;
}

/** A model's `position` is its place in the file. */
export function planModels(
  current: readonly ModelRow[],
  prices: readonly PriceRow[],
  file: GatewayFile,
  providerIds: ReadonlyMap<string, string>,
  { at, actor }: PlanFacts,
): SectionPlan {
  const existing = new Map(current.map((row) => [naturalName(row.display_name), row]));
  const pricesOf = Map.groupBy(prices, (price) => price.model_id);
  const ids = new Map<string, string>();
  const operations: Operation[] = [];
  file.models.forEach((wanted, position) => {
    const row = existing.get(naturalName(wanted.display_name));
    const before = row ? withoutRevision(row) : null;
    const after: Omit<Model, 'prices'> = {
      id: row?.id ?? newId('mdl'),
      display_name: wanted.display_name,
      provider_id: idOf(providerIds, wanted.provider),
      provider_model: wanted.provider_model,
      is_secure: wanted.is_secure,
      is_active: wanted.is_active,
      position,
      base_url: wanted.base_url ?? null,
      credential: wanted.credential ?? null,
      capabilities: wanted.capabilities,
      managed_by_file: true,
    };
    ids.set(naturalName(wanted.display_name), after.id);
    if (!isSame(before, after)) {
      const change = { action: row ? 'change' : 'create', kind: 'model', name: after.display_name } as const;
      const write = row ? updateModel : insertModel;
      operations.push(operation(change, after.id, { before, after }, (transaction) => write(transaction, after)));
    }
    const price =
      wanted.prices && planPrice(after, pricesOf.get(after.id)?.at(-1), wanted.prices, { at, actor, isNewModel: !row });
    if (price) operations.push(price);
  });
  const removals = current
    .filter((row) => row.managed_by_file && !ids.has(naturalName(row.display_name)))
    .map((row) => {
      const change = { action: 'remove', kind: 'model', name: row.display_name } as const;
      const states = { before: withoutRevision(row), after: null };
      return operation(change, row.id, states, (transaction) => deleteModel(transaction, row.id));
    });
  return { operations, removals, ids };
}

/**
 * A price is never changed: another one is a new version, from now on where the file does not say. The first one holds
 * from the beginning of time, since calls that were made before it was known have no other.
 */
function planPrice(
  model: { readonly id: string; readonly display_name: string },
  latest: PriceRow | undefined,
  wanted: FilePrices,
  { at, actor, isNewModel }: PlanFacts & { readonly isNewModel: boolean },
): Operation | null {
  const unstated = latest ? at : new Date(0).toISOString();
  const after: PriceVersion = {
    version: (latest?.version ?? 0) + 1,
    ...wanted,
    valid_from: wanted.valid_from === undefined ? unstated : inUtc(wanted.valid_from),
    valid_to: wanted.valid_to && inUtc(wanted.valid_to),
  };
  const beginsThen = wanted.valid_from === undefined || latest?.valid_from === after.valid_from;
  if (latest && beginsThen && samePrices(latest, after)) return null;
  const change = { action: latest ? 'change' : 'create', kind: 'price', name: model.display_name } as const;
  const { model_id: _, ...before } = latest ?? { model_id: model.id };
  return operation(change, model.id, { before: latest ? before : null, after }, (transaction) =>
    // Nobody has called a model that is not there yet: there is nothing to correct.
    isNewModel ? insertPrice(transaction, model.id, after) : addPrice(transaction, model, after, { actor, now: at }),
  );
}

function inUtc(time: string): string {
  return new Date(time).toISOString();
}
