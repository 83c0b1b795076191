import type { ModelRow } from '../../catalog/models.queries.ts';
import { type ProviderRow, selectProvider } from '../../catalog/providers.queries.ts';
import type { CredentialLimits } from '../../catalog/credentials.ts';
import type { Queryable } from '../../database/queryable.ts';
import { checkAddress } from '../providers/check-provider.ts';
import { invalid } from '../refuse.ts';
import { assertSecureHost, type SecureHostAllowed } from '../secure-host.ts';

export interface ModelChecks {
  readonly limits: CredentialLimits;
  readonly secureHostAllowed: SecureHostAllowed;
}

type Model = Pick<ModelRow, 'provider_id' | 'base_url' | 'credential' | 'is_secure'>;

/**
 * Whether a model may stand like this: its provider exists, its credential stays with its address, and a secure one is
 * where the secure path goes.
 * @param stated whether `credential` was part of the request
 * @throws AdministrationRefusal with the field
 */
export async function checkModel(
  database: Queryable,
  { before, after, stated }: { before: Model | null; after: Model; stated: boolean },
  { limits, secureHostAllowed }: ModelChecks,
): Promise<void> {
  const provider = await selectProvider(database, after.provider_id);
  if (!provider) throw invalid('provider_id', 'there is no such provider');
  const earlier = before && (await selectProvider(database, before.provider_id));
  const was = before && earlier ? standing(before, earlier) : null;
  const is = standing(after, provider);
  checkAddress(was, is, { stated, limits });
  const isNewlySecure = after.is_secure && (!before?.is_secure || was?.base_url !== is.base_url);
  if (isNewlySecure) await assertSecureHost(secureHostAllowed, is.base_url, 'is_secure');
}

/** The address a model really has, with the credential that is its own. */
function standing(model: Model, provider: ProviderRow): { base_url: string; credential: string | null } {
  return { base_url: model.base_url ?? provider.base_url, credential: model.credential };
}
