import type { admin } from '@tollgate/contract';
import { selectModel } from '../../catalog/models.queries.ts';
import { selectProvider } from '../../catalog/providers.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { notFound } from '../refuse.ts';
import type { SecureHostAllowed } from '../secure-host.ts';

/** Whether the secure path would connect to a model's host: the very check that making it secure meets. */
export async function checkSecurePath(
  database: Queryable,
  id: string,
  secureHostAllowed: SecureHostAllowed,
): Promise<admin.SecurePathCheck> {
  const model = await selectModel(database, id);
  const provider = model && (await selectProvider(database, model.provider_id));
  if (!provider) throw notFound('model');
  const url = model.base_url ?? provider.base_url;
  const { allowed, reason = null, addresses = [] } = await secureHostAllowed(url);
  return { host: new URL(url).host, addresses: [...addresses], is_allowed: allowed, reason };
}
