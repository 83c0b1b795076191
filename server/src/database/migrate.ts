import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

interface AppliedRow {
  number: number;
  name: string;
  sha256: string;
}

export interface MigrationState {
  /** Files that were not applied yet, in order. */
  readonly pending: string[];
  /** Files that are not what was applied, or are gone. */
  readonly changed: string[];
}

/** The advisory lock under which migrations run, so that replicas that start together do not collide. */
const lock = 7_236_002;
const folder = new URL('./migrations/', import.meta.url);
const filePattern = /^(\d{4})_([a-z0-9_]+)\.sql$/;

/**
 * Brings the database up to date: numbered files, forward only, each in a transaction of its own together with its line
 * in `schema_migrations`. Returns the names of those applied now.
 * @throws Error when a file that was applied is no longer the same, or when a file fails (its number and name are told)
 */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    try {
      return await apply(client, await readMigrations());
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lock]);
    }
  } finally {
    client.release();
  }
}

/** What `migrate` would do, without doing it. */
export async function checkMigrations(pool: pg.Pool): Promise<MigrationState> {
  const migrations = await readMigrations();
  const exists = await pool.query<{ exists: boolean }>(`select to_regclass('schema_migrations') is not null as exists`);
  return compare(migrations, exists.rows[0]?.exists ? await readApplied(pool) : []);
}

async function apply(client: pg.PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(`create table if not exists schema_migrations (
    number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now()
  )`);
  const { pending, changed } = compare(migrations, await readApplied(client));
  if (changed.length > 0)
    throw new Error(`Migrations are never edited once applied, but these differ: ${changed.join(', ')}.`);
  for (const migration of migrations) {
    if (pending.includes(fileOf(migration))) await applyOne(client, migration);
  }
  return pending;
}

async function applyOne(client: pg.PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query('insert into schema_migrations (number, name, sha256) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ]);
    await client.query(migration.sql);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Migration ${fileOf(migration)} failed: ${reason}`, { cause });
  }
}

function compare(migrations: readonly Migration[], applied: readonly AppliedRow[]): MigrationState {
  const known = new Map(applied.map((row) => [row.number, row]));
  const files = new Map(migrations.map((migration) => [migration.number, migration]));
  return {
    pending: migrations.filter((migration) => !known.has(migration.number)).map(fileOf),
    changed: applied.filter((row) => files.get(row.number)?.sha256 !== row.sha256).map(fileOf),
  };
}

function fileOf(migration: { number: number; name: string }): string {
  return `${String(migration.number).padStart(4, '0')}_${migration.name}.sql`;
}

async function readApplied(client: pg.Pool | pg.PoolClient): Promise<AppliedRow[]> {
  const result = await client.query<AppliedRow>('select number, name, sha256 from schema_migrations order by number');
  return result.rows;
}

async function readMigrations(): Promise<Migration[]> {
  const migrations: Migration[] = [];
  for (const file of (await readdir(folder)).toSorted()) {
    const match = filePattern.exec(file);
    if (!match?.[1] || !match[2]) continue;
    const sql = await readFile(new URL(file, folder), 'utf8');
    const number = Number.parseInt(match[1], 10);
    if (migrations.at(-1)?.number === number) throw new Error(`Two migrations have the number ${match[1]}.`);
    migrations.push({ number, name: match[2], sql, sha256: createHash('sha256').update(sql).digest('hex') });
  }
  return migrations;
}
