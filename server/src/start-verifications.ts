import { runVerification } from './administration/verifications/run-verification.ts';
import {
  createVerifications,
  type Verifications,
  type VerificationsOptions,
} from './administration/verifications/verifications.ts';
import type { MasterKeys } from './audit/vault/master-keys.ts';
import type { SharedSecrets } from './audit/vault/vault.ts';

/** Verifications of the record of a database, each on a thread of its own. */
export function startVerifications({
  databaseUrl,
  masterKeys,
  signer,
  ...options
}: Omit<VerificationsOptions, 'run'> & {
  readonly databaseUrl: string;
  readonly masterKeys: MasterKeys;
  /** Null while it is not known. */
  readonly signer: () => SharedSecrets['signing'] | null;
}): Verifications {
  const run = () => runVerification({ databaseUrl, masterKeys, publicKey: signer()?.publicKey ?? null });
  return createVerifications({ ...options, run });
}
