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

/** The people and instances of made-up calls, so that their names are where a company's are. */
export async function storePeople(pool: Queryable, userCount: number): Promise<void> {
  await pool.query(
    `insert into users (id, email, name, role) select 'usr_' || n, 'user' || n || '@company.test', 'User ' || n, 'member'
     from generate_series(0, $1::int - 1) n`,
    [userCount],
  );
  await pool.query(
    `insert into instances (id, name, kind, owner_id) select 'ins_' || n, 'claw-' || n, 'openclaw', 'usr_' || n / 2
     from generate_series(0, $1::int * 2 - 1) n`,
    [userCount],
  );
  await pool.query(
    `insert into providers (id, name, protocol, kind, base_url, timeouts)
     select 'prv_' || name, name, 'openai', 'hosted', 'https://' || name || '.test/v1', '{}' from unnest($1::text[]) name`,
    [['openai', 'anthropic', 'mistral', 'inhouse']],
  );
}
