import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../platform/logger.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';
import { dumpSchema } from './schema-dump.ts';

/** `npm run schema`: runs the migrations on a fresh database and writes what they made to `schema.sql`. */
const dataDir = await mkdtemp(join(tmpdir(), 'tollgate-schema-'));
const server = await startEmbedded({ dataDir, log: createLogger('error'), durable: false });
const pool = createPool(server.url, { max: 1, applicationName: 'tollgate schema' });
await migrate(pool);
await writeFile(new URL('schema.sql', import.meta.url), await dumpSchema(pool));
await pool.end();
await server.stop();
await rm(dataDir, { recursive: true, force: true });
