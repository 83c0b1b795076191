import type { PriceVersion } from '@tollgate/contract';
import { selectPolicyDocument } from '../../catalog/policy-versions.queries.ts';
import type { Queryable } from '../../database/queryable.ts';

interface KeptPolicy {
  readonly byName: ReadonlyMap<string, { readonly id: string; readonly prices: readonly PriceVersion[] }>;
  readonly byId: ReadonlyMap<string, readonly PriceVersion[]>;
}

/** So many policies are kept in memory, by their prices alone. */
const keptMax = 200;

/** The prices of models in the policies that decided calls: these are kept for ever, whatever becomes of the models. */
export class RecordedPrices {
  readonly #database: Queryable;
  readonly #kept = new Map<number, KeptPolicy | null>();

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** @returns null when there is no such policy, or no model of that name in it */
  async of(policyVersion: number, model: string): Promise<readonly PriceVersion[] | null> {
    return (await this.#policy(policyVersion))?.byName.get(model)?.prices ?? null;
  }

  /** The prices that the model of this name in one policy has in another one, where it may be called otherwise. */
  async ofSameModel(policyVersion: number, model: string, other: number): Promise<readonly PriceVersion[] | null> {
    const id = (await this.#policy(policyVersion))?.byName.get(model)?.id;
    return id === undefined ? null : ((await this.#policy(other))?.byId.get(id) ?? null);
  }

  async #policy(version: number): Promise<KeptPolicy | null> {
    const kept = this.#kept.get(version);
    if (kept !== undefined) return kept;
    const document = await selectPolicyDocument(this.#database, version);
    const policy = document
      ? {
          byName: new Map(
            document.models.map(({ display_name, id, prices }) => [display_name, { id, prices }] as const),
          ),
          byId: new Map(document.models.map(({ id, prices }) => [id, prices] as const)),
        }
      : null;
    if (this.#kept.size >= keptMax) this.#kept.delete(this.#kept.keys().next().value ?? version);
    this.#kept.set(version, policy);
    return policy;
  }
}
