import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { exportLines } from '../../src/audit/integrity/export/export-lines.ts';
import { databaseSource } from '../../src/audit/integrity/verify/database-source.ts';
import { exportSource } from '../../src/audit/integrity/verify/export-source.ts';
import type { SignedText } from '../../src/audit/integrity/verify/record-source.ts';
import type { Report } from '../../src/audit/integrity/verify/report.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import { newFolder } from '../support/gateway.ts';
import { opener } from '../support/vault.ts';

export const messages = (report: Report): string => report.findings.map(({ message }) => message).join('\n');

export function verifyDatabase(
  database: pg.Pool | pg.PoolClient,
  checkpoints: readonly SignedText[] = [],
): Promise<Report> {
  return verifyRecord(databaseSource(database, opener), { publicKey: null, checkpoints });
}

/** Alters the record, verifies it, and takes the alteration back. */
export async function verifyAltered(
  pool: pg.Pool,
  alter: (client: pg.PoolClient) => Promise<unknown>,
): Promise<Report> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await alter(client);
    return await verifyDatabase(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** Exports the whole record and verifies the file. */
export async function verifyExport(pool: pg.Pool): Promise<Report> {
  const file = path.join(await newFolder(), 'export.jsonl');
  await writeFile(file, exportLines(pool, { filter: {}, opener, signing: null }));
  return verifyRecord(exportSource(file), { publicKey: null, checkpoints: [] });
}
