import type pg from 'pg';
import { originOf, problemOfSecretText } from '../../catalog/credentials.ts';
import { updateModel } from '../../catalog/models.queries.ts';
import { type ProviderRow, selectProvider, updateProvider } from '../../catalog/providers.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { type PricedModel, readModel } from '../models/read.ts';
import { assertChangeable, invalid } from '../refuse.ts';
import type { CredentialVault } from './credential-vault.ts';

/** A secret for a provider or a model; it replaces whatever credential was there. */
export interface CredentialChange {
  readonly id: string;
  readonly secret: string;
  readonly revision: number | null;
}

/** The log and the policy get the reference alone, which is another one for each secret. */
export async function setProviderCredential(
  pool: pg.Pool,
  actor: Actor,
  { id, secret, revision }: CredentialChange,
  vault: CredentialVault,
): Promise<ProviderRow> {
  assertAdministrator(actor);
  checkSecret(secret);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const before = await selectProvider(transaction, id);
    assertChangeable(before, 'provider', revision);
    const credential = await vault.store(transaction, originOf(before.base_url), secret.trim());
    const after = { ...before, credential, revision: before.revision + 1 };
    await updateProvider(transaction, after);
    log({ action: 'provider.set_credential', target: { kind: 'provider', id }, before, after });
    return after;
  });
  return result;
}

/** For the address that the model really has: its own, or its provider's. */
export async function setModelCredential(
  pool: pg.Pool,
  actor: Actor,
  { id, secret, revision }: CredentialChange,
  vault: CredentialVault,
): Promise<PricedModel> {
  assertAdministrator(actor);
  checkSecret(secret);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const before = await readModel(transaction, id);
    assertChangeable(before, 'model', revision);
    const provider = await selectProvider(transaction, before.provider_id);
    const address = before.base_url ?? provider?.base_url;
    if (address === undefined) throw new Error(`the model ${id} has no provider`);
    const credential = await vault.store(transaction, originOf(address), secret.trim());
    const after = { ...before, credential, revision: before.revision + 1 };
    await updateModel(transaction, after);
    log({ action: 'model.set_credential', target: { kind: 'model', id }, before, after });
    return after;
  });
  return result;
}

/** @throws AdministrationRefusal, without the secret */
export function checkSecret(secret: string): void {
  const problem = problemOfSecretText(secret);
  if (problem !== null) throw invalid('secret', problem);
}
