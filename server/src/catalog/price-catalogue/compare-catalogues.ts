import type { admin } from '@tollgate/contract';
import type { CataloguedModel, CataloguedPrice, CataloguedProvider } from './read-price-catalogue.ts';

type Difference = Pick<admin.PriceCatalogueDifference, 'added' | 'removed' | 'changed'>;

/** What one catalogue says otherwise than another, model by model, price by price. */
export function compareCatalogues(
  before: readonly CataloguedProvider[],
  after: readonly CataloguedProvider[],
): Difference {
  const [old, now] = [modelsOf(before), modelsOf(after)];
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    changed: [...now].flatMap(([model, is]) => {
      const was = old.get(model);
      const fields = was ? changesOf(pricesOf(was), pricesOf(is)) : [];
      return fields.length > 0 ? [{ model, fields }] : [];
    }),
  };
}

function modelsOf(providers: readonly CataloguedProvider[]): Map<string, CataloguedModel> {
  return new Map(providers.flatMap(({ id, models }) => models.map((model) => [`${id}/${model.id}`, model] as const)));
}

/** Every price of a model by a name that says which: `input_mtok`, `input_mtok from 2026-03-13`. */
function pricesOf({ versions }: CataloguedModel): Map<string, string> {
  return new Map(
    versions.flatMap(({ from, prices }) =>
      Object.entries(prices).map(
        ([key, price]) => [from === null ? key : `${key} from ${from}`, textOf(price)] as const,
      ),
    ),
  );
}

function textOf({ base, tiers }: CataloguedPrice): string {
  return [base, ...tiers.map(({ over, price }) => `${price} over ${over}`)].join(', ');
}

function changesOf(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>) {
  const names = new Set([...was.keys(), ...is.keys()]);
  return [...names]
    .map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }))
    .filter(({ before, after }) => before !== after);
}
