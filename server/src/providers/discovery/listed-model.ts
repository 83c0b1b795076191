import type { Capabilities } from '@tollgate/contract';
import type { ListedModel } from './listing.ts';

const lengthMax = 200;

/** A model of a list; null when its name is none that a call could carry. Names come from outside: they are cleaned. */
export function listedModel(model: {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly capabilities: { readonly [Name in keyof Capabilities]: Capabilities[Name] | undefined };
  readonly prices?: ListedModel['listed_prices'];
  readonly ownedBy?: string | undefined;
}): ListedModel | null {
  const id = model.id.trim();
  // What cannot be shown as it is must not stand in a catalogue: control and direction characters, halves of pairs.
  if (id === '' || id.length > lengthMax || /[\p{Cc}\p{Cf}\p{Cs}]/u.test(id)) return null;
  const name = (model.name ?? '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim()
    .slice(0, lengthMax);
  return {
    provider_model: id,
    name: name || id,
    capabilities: known(model.capabilities),
    listed_prices: model.prices ?? null,
    ownedBy: model.ownedBy,
  };
}

/** Only what is known, and no number that cannot be one. */
function known(capabilities: Parameters<typeof listedModel>[0]['capabilities']): Capabilities {
  const isKnown = ([, value]: [string, unknown]): boolean =>
    typeof value === 'number' ? Number.isSafeInteger(value) && value >= 1 && value <= 1e9 : value !== undefined;
  return Object.fromEntries(Object.entries(capabilities).filter(isKnown));
}
