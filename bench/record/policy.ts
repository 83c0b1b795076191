import { PolicyDocument, PriceVersion, type Route } from '@tollgate/contract';
import type { Queryable } from '../../server/src/database/queryable.ts';
import { insertPolicyVersion } from '../../server/src/catalog/policy-versions.queries.ts';

/** The policy that decides all made-up calls, so that what they cost can be derived again. */
export const policyVersion = 12;

export interface PricedModel {
  readonly name: string;
  readonly provider: string;
  readonly route: Route;
  readonly currency: string;
}

export function pricesOf({ currency }: Pick<PricedModel, 'currency'>): PriceVersion[] {
  const version = { version: 3, currency, valid_from: '2020-01-01T00:00:00Z', input: '1.25', output: '10' };
  return [PriceVersion.parse(version)];
}

export async function storePolicy(pool: Queryable, models: readonly PricedModel[]): Promise<void> {
  const document = PolicyDocument.parse({
    version: policyVersion,
    users: [],
    instances: [],
    keys: [],
    providers: [],
    models: models.map((model, position) => ({
      id: `mdl_${model.name}`,
      display_name: model.name,
      provider_id: `prv_${model.provider}`,
      provider_model: model.name,
      is_secure: model.route === 'secure',
      is_active: true,
      position,
      base_url: null,
      credential: null,
      prices: pricesOf(model),
      managed_by_file: false,
    })),
    grants: [],
    built_in_rules: '',
    rule_overrides: [],
    custom_rules: [],
  });
  await insertPolicyVersion(pool, { document, contentHash: 'bench', actor: { kind: 'command' }, reason: 'bench' });
}
