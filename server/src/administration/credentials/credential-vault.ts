import { type MasterKeys, unwrap, wrap } from '../../audit/vault/master-keys.ts';
import { CannotOpen } from '../../audit/vault/vault.ts';
import type { StoredCredentials } from '../../catalog/live-credentials.ts';
import {
  insertStoredCredential,
  selectStoredCredentials,
  type StoredCredentialRow,
} from '../../catalog/stored-credentials.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { newId } from '../../platform/ids.ts';

/** Keeps providers' secrets in the database, wrapped (AES-256-GCM) by the master key and bound to their origin. */
export interface CredentialVault {
  /** @returns the reference to the secret: `stored:<id>`, another one for each secret */
  store(transaction: Queryable, origin: string, secret: string): Promise<string>;
  /** By reference. What the master keys here do not open is left out. */
  load(database: Queryable): Promise<StoredCredentials>;
}

export function createCredentialVault(masterKeys: MasterKeys): CredentialVault {
  // By what is bound to them. After a rotation of the master key a gateway goes on with what it knows until its restart.
  let known: ReadonlyMap<string, string> = new Map();
  const open = (row: StoredCredentialRow): string | null => {
    try {
      return unwrap(masterKeys, row.masterKeyId, row.wrapped, nameOf(row)).toString('utf8');
    } catch (error) {
      if (error instanceof CannotOpen) return known.get(nameOf(row)) ?? null;
      throw error;
    }
  };
  return {
    async store(transaction, origin, secret) {
      const id = newId('crd');
      const { current } = masterKeys;
      const wrapped = wrap(current, Buffer.from(secret), nameOf({ id, origin }));
      await insertStoredCredential(transaction, { id, origin, masterKeyId: current.id, wrapped });
      return `stored:${id}`;
    },
    async load(database) {
      const opened = (await selectStoredCredentials(database)).flatMap((row) => {
        const secret = open(row);
        return secret === null ? [] : [[`stored:${row.id}`, { origin: row.origin, secret }] as const];
      });
      known = new Map(
        opened.map(([reference, { origin, secret }]) => [
          nameOf({ id: reference.slice('stored:'.length), origin }),
          secret,
        ]),
      );
      return new Map(opened);
    },
  };
}

/** Bound to the ciphertext, so that no row of the database can send a secret elsewhere. A rotation computes it in SQL. */
function nameOf({ id, origin }: Pick<StoredCredentialRow, 'id' | 'origin'>): string {
  return `${id} ${origin}`;
}
