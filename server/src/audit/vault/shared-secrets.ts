import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { Queryable } from '../../database/queryable.ts';
import { type MasterKeys, unwrap, wrap } from './master-keys.ts';
import { insertSecret, type SecretName, selectSecret } from './secrets.queries.ts';
import type { SharedSecrets } from './vault.ts';

/** The secrets that all replicas on one database share; the first one to come makes them. @throws CannotOpen */
export async function loadSharedSecrets(database: Queryable, masterKeys: MasterKeys): Promise<SharedSecrets> {
  const index = await ensure(database, masterKeys, 'index', () => ({ secret: randomBytes(32), publicKey: null }));
  const signing = await ensure(database, masterKeys, 'signing', newSigningKey);
  const privateKey = createPrivateKey({ key: signing, format: 'der', type: 'pkcs8' });
  return { index, signing: { privateKey, publicKey: publicKeyText(privateKey) } };
}

async function ensure(
  database: Queryable,
  masterKeys: MasterKeys,
  name: SecretName,
  make: () => { readonly secret: Buffer; readonly publicKey: string | null },
): Promise<Buffer> {
  if (!(await selectSecret(database, name))) {
    const { secret, publicKey } = make();
    const { current } = masterKeys;
    await insertSecret(database, name, { masterKeyId: current.id, wrapped: wrap(current, secret, name) }, publicKey);
  }
  const there = await selectSecret(database, name);
  if (!there) throw new Error(`the secret "${name}" could not be entered`);
  return unwrap(masterKeys, there.masterKeyId, there.wrapped, name);
}

/** Ed25519 (RFC 8032). */
function newSigningKey(): { secret: Buffer; publicKey: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { secret: privateKey.export({ format: 'der', type: 'pkcs8' }), publicKey: publicKeyText(privateKey) };
}

/** SubjectPublicKeyInfo as PEM (RFC 5280, RFC 7468). */
function publicKeyText(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString();
}
