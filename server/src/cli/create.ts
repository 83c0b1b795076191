import { createKey } from '../administration/keys/create.ts';
import { createToken } from '../administration/tokens/create.ts';
import { withDatabase } from './with-database.ts';

/** `tollgate key create`: the secret alone goes to standard output. */
export async function createKeyCommand(options: { name: string; user?: string; instance?: string }): Promise<void> {
  const { secret } = await withDatabase(true, (pool) => createKey(pool, { kind: 'command' }, options));
  process.stdout.write(`${secret}\n`);
}

/** `tollgate token create`: the secret alone goes to standard output. */
export async function createTokenCommand(options: { user: string }): Promise<void> {
  const wanted = { email: options.user };
  const { secret } = await withDatabase(true, (pool) => createToken(pool, { kind: 'command' }, wanted));
  process.stdout.write(`${secret}\n`);
}
