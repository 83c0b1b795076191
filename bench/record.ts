/**
 * `npm run bench -- record`: what the record costs and how fast it is found, on 1,000,000 made-up invocations of agent
 * conversations (seeded: the same each time) in the embedded PostgreSQL.
 *   TOLLGATE_BENCH_INVOCATIONS   how many (1000000)
 *   TOLLGATE_BENCH_RECORD        a folder: the record is left there, and asked again by the next run
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { partitionedTables } from '../server/src/audit/partitions.queries.ts';
import { PostgresSink } from '../server/src/audit/shipper/postgres-sink.ts';
import { createProjections } from '../server/src/audit/shipper/projections/index.ts';
import { masterKey, type MasterKeys } from '../server/src/audit/vault/master-keys.ts';
import { createOpener } from '../server/src/audit/vault/opener.ts';
import { createSealer } from '../server/src/audit/vault/sealer.ts';
import { loadSharedSecrets } from '../server/src/audit/vault/shared-secrets.ts';
import { blockWords } from '../server/src/audit/words/block-words.ts';
import { WordKey } from '../server/src/audit/words/signature.ts';
import { startEmbedded } from '../server/src/database/embedded.ts';
import { migrate } from '../server/src/database/migrate.ts';
import { createPool } from '../server/src/database/pool.ts';
import { createLogger } from '../server/src/platform/logger.ts';
import { madeCalls, models, userCount } from './record/conversations.ts';
import { verifyCosts } from '../server/src/administration/verify-costs/verify-costs.ts';
import { inSnapshot } from '../server/src/database/transaction.ts';
import { ingest, type Ingested } from './record/ingest.ts';
import { storePeople, storePolicy } from './record/policy.ts';
import { measureExport, measureSearches, type Times } from './record/searches.ts';
import { type Row, table } from './table.ts';

type Pool = ReturnType<typeof createPool>;

const count = Number(process.env['TOLLGATE_BENCH_INVOCATIONS'] ?? 1_000_000);
const seed = 20_261_126;
const longTurns = 320;
const exportLinesMax = 200_000;
const dayMs = 86_400_000;

const kept = process.env['TOLLGATE_BENCH_RECORD'];
const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'tollgate-bench-record-'));
const database = await startEmbedded({ dataDir: folder, log: createLogger('silent') });
const pool = createPool(database.url, { max: 4, applicationName: 'bench' });
try {
  await migrate(pool);
  const toldIn = path.join(folder, 'made.json');
  const made = existsSync(toldIn) ? (JSON.parse(readFileSync(toldIn, 'utf8')) as Made) : await makeRecord(pool);
  if (kept !== undefined) writeFileSync(toldIn, JSON.stringify(made), { mode: 0o600 });
  const masterKeys = masterKeysOf(made);
  const opener = createOpener(masterKeys, pool, []);
  const { index } = await loadSharedSecrets(pool, masterKeys);
  const text = { pool, opener, words: new WordKey(index) };
  const times = await measureSearches(pool, text, await lastCallMs(pool), seed, 'session-0');
  const linesPerSecond = await measureExport(pool, opener, exportLinesMax);
  print(made, times, linesPerSecond, await measureVerification(pool, made.calls));
} finally {
  await pool.end();
  await database.stop();
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}

/** A record that was made, with what making it took. */
interface Made extends Ingested {
  /** About when the last conversations begin. */
  readonly nowMs: number;
  /** Hexadecimal: of this record alone. */
  readonly masterKey: string;
  readonly blockingMs: number;
  /** By table. */
  readonly storedBytes: Readonly<Record<string, number>>;
}

function masterKeysOf(made: Pick<Made, 'masterKey'>): MasterKeys {
  return { current: masterKey(Buffer.from(made.masterKey, 'hex')), previous: null };
}

async function makeRecord(database: Pool): Promise<Made> {
  const of = { nowMs: Date.now(), masterKey: randomBytes(32).toString('hex') };
  const masterKeys = masterKeysOf(of);
  await storePolicy(database, models);
  await storePeople(database, userCount);
  await makePartitions(database, of.nowMs);
  const sink = new PostgresSink({
    pool: database,
    projections: createProjections(database, masterKeys),
    onRejected: (reason) => {
      throw new Error(`an event was not taken: ${reason}`);
    },
    onBreak: () => {
      throw new Error('the chain broke');
    },
  });
  const before = await sizes(database);
  const ingested = await ingest(madeCalls(count, seed, of.nowMs, longTurns), createSealer(masterKeys), sink);
  const blockingMs = await timeOf(() => blockWords(database, new Date()));
  // In life filters are moved as they come, and their rows' table stays small.
  await database.query('vacuum full payload_signatures');
  await database.query('vacuum analyze');
  await database.query('checkpoint');
  const stored = [...(await sizes(database))].map(([name, bytes]) => [name, bytes - (before.get(name) ?? 0)]);
  return { ...of, ...ingested, blockingMs, storedBytes: Object.fromEntries(stored) as Record<string, number> };
}

interface Verified {
  readonly seconds: number;
  readonly findings: number;
  readonly findingsWhenAltered: number;
}

/** Derives what all calls cost, and once more with one amount altered by the smallest digit. */
async function measureVerification(database: Pool, calls: number): Promise<Verified> {
  const whole = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
  const verify = async (): Promise<number> =>
    (await inSnapshot(database, (client) => verifyCosts(client, whole))).findings;
  const startedAt = performance.now();
  const findings = await verify();
  const seconds = (performance.now() - startedAt) / 1000;
  const alter = (by: string) =>
    database.query(
      `update ledger set amount = amount + $2::numeric
       where (request_id, at) = (select request_id, at from ledger order by at offset $1 limit 1)`,
      [Math.floor(calls / 3), by],
    );
  await alter('0.000000001');
  const findingsWhenAltered = await verify();
  await alter('-0.000000001');
  return { seconds, findings, findingsWhenAltered };
}

/** Questions are asked when the last call has come: conversations that began in time go on a while longer. */
async function lastCallMs(database: Pool): Promise<number> {
  const { rows } = await database.query<{ ms: number }>(
    'select (extract(epoch from max(at)) * 1000)::float8 as ms from invocations',
  );
  return (rows[0]?.ms ?? 0) + 1;
}

async function makePartitions(database: Pool, nowMs: number): Promise<void> {
  for (const { table: name, unit } of partitionedTables) {
    for (let ms = nowMs - 370 * dayMs; ms < nowMs + 14 * dayMs; ms += 7 * dayMs) {
      await database.query('select ensure_partition($1, $2, $3)', [name, unit, new Date(ms)]);
    }
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Bytes of each table of the record with its partitions, indexes and TOAST. */
async function sizes(database: Pool): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const { table: name } of partitionedTables) {
    const { rows } = await database.query<{ bytes: string }>(
      'select sum(pg_total_relation_size(relid)) as bytes from pg_partition_tree($1::regclass)',
      [name],
    );
    found.set(name, Number(rows[0]?.bytes ?? 0));
  }
  return found;
}

function print(
  { calls, conversations, rawBytes, composeMs, writeMs, blockingMs, storedBytes: bytesOf }: Made,
  times: readonly Times[],
  linesPerSecond: number,
  { seconds, findings, findingsWhenAltered }: Verified,
): void {
  const stored = Object.entries(bytesOf);
  const storedBytes = stored.reduce((sum, [, bytes]) => sum + bytes, 0);
  const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;
  const rows: Row[] = [
    row(
      'stored for a conversation',
      '',
      `${kb(storedBytes / conversations)} of ${kb(rawBytes / conversations)} sent`,
      rawBytes / storedBytes,
    ),
    row(
      'stored for a call',
      '',
      stored.map(([name, bytes]) => `${name} ${(bytes / calls).toFixed(0)}`).join(', ') + ' bytes',
      null,
    ),
    row('composing and sealing a call', '', `${((composeMs / calls) * 1000).toFixed(0)} µs`, null),
    row('ingest', '', `${(calls / (writeMs / 1000)).toFixed(0)} calls a second`, null),
    row("putting a call's filters into blocks", '', `${((blockingMs / calls) * 1000).toFixed(0)} µs`, null),
    ...times.map(({ name, p50Ms, p95Ms, goalMs }): Row => ({
      work: name,
      goal: goalMs === null ? '' : `p95 < ${goalMs} ms`,
      figure: `p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms`,
      ratio: '',
      holds: goalMs === null ? null : p95Ms < goalMs,
    })),
    {
      work: 'cost verify, all calls',
      goal: '0 findings, 1 when altered',
      figure: `${seconds.toFixed(0)} s, ${findings} and ${findingsWhenAltered} findings`,
      ratio: '',
      holds: findings === 0 && findingsWhenAltered === 1,
    },
    row('export with contents', '', `${linesPerSecond.toFixed(0)} lines a second`, null),
  ];
  process.stdout.write(
    `\n${calls} invocations in ${conversations} conversations, ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}\n\n${table(rows)}\n`,
  );
}

function row(work: string, goal: string, figure: string, ratio: number | null): Row {
  return { work, goal, figure, ratio: ratio === null ? '' : `1/${ratio.toFixed(1)}`, holds: null };
}
