import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { admin } from '@tollgate/contract';
import { recordExport } from '../administration/record-export.ts';
import { exportCsv } from '../audit/integrity/export/export-csv.ts';
import { exportLines } from '../audit/integrity/export/export-lines.ts';
import { readCheckpointFile } from '../audit/integrity/checkpoint-file.ts';
import { databaseSource } from '../audit/integrity/verify/database-source.ts';
import { describeReport } from '../audit/integrity/verify/describe-report.ts';
import { exportSource } from '../audit/integrity/verify/export-source.ts';
import type { SignedText } from '../audit/integrity/verify/record-source.ts';
import type { Report } from '../audit/integrity/verify/report.ts';
import { verifyRecord } from '../audit/integrity/verify/verify-record.ts';
import { findMasterKeys } from '../audit/vault/load-master-keys.ts';
import { createOpener } from '../audit/vault/opener.ts';
import { selectSecret } from '../audit/vault/secrets.queries.ts';
import { loadSharedSecrets } from '../audit/vault/shared-secrets.ts';
import { inSnapshot } from '../database/transaction.ts';
import { withDatabase } from './with-database.ts';

interface VerifyCommandOptions {
  readonly export?: string;
  readonly publicKey?: string;
  readonly checkpoint?: readonly string[];
}

/** What a filter of the search is called at the command line: `session_id` is `--session-id`. */
export const exportFilters: readonly string[] = Object.keys(admin.ExportQuery.shape).filter(
  (name) => name !== 'format',
);

/** `tollgate audit export`: to a file, or to standard output. That it was done is in the administration log before. */
export async function exportCommand({ out, ...options }: Readonly<Record<string, unknown>>): Promise<void> {
  const given = Object.entries(options).map(([name, value]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]);
  const query = admin.ExportQuery.safeParse(Object.fromEntries(given));
  if (!query.success) {
    throw new Error(query.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
  }
  const { format, ...filter } = query.data;
  await withDatabase(false, async (pool, config) => {
    const masterKeys = await findMasterKeys({ ...config.masterKeys, dataDir: config.dataDir });
    if (!masterKeys && format === 'jsonl')
      process.stderr.write('The master key is not here: contents are left out, and the export is not signed.\n');
    await recordExport(pool, { format, ...filter });
    const signing = masterKeys && (await loadSharedSecrets(pool, masterKeys)).signing;
    const opener = masterKeys && createOpener(masterKeys, pool);
    const lines = format === 'csv' ? exportCsv(pool, filter) : exportLines(pool, { filter, opener, signing });
    if (typeof out === 'string') await pipeline(lines, createWriteStream(out, { mode: 0o600 }));
    else await pipeline(lines, process.stdout, { end: false });
  });
}

/** `tollgate audit verify`: exit code 0 only when all holds. */
export async function verifyCommand(options: VerifyCommandOptions): Promise<void> {
  const checkpoints = (await Promise.all((options.checkpoint ?? []).map(readCheckpointFile))).flat();
  const publicKey = options.publicKey === undefined ? null : await readFile(options.publicKey, 'utf8');
  const report =
    options.export === undefined
      ? await verifyDatabase(publicKey, checkpoints)
      : await verifyRecord(exportSource(options.export), { publicKey, checkpoints });
  process.stdout.write(describeReport(report));
  if (report.findings.length > 0) process.exitCode = 1;
}

function verifyDatabase(givenKey: string | null, checkpoints: readonly SignedText[]): Promise<Report> {
  return withDatabase(false, async (pool, config) => {
    const masterKeys = await findMasterKeys({ ...config.masterKeys, dataDir: config.dataDir });
    return inSnapshot(pool, async (client) => {
      const opener = masterKeys && createOpener(masterKeys, client);
      const publicKey = givenKey ?? (await selectSecret(client, 'signing'))?.publicKey ?? null;
      if (givenKey === null) {
        process.stdout.write('Signatures are checked with the key that is in the database: give --public-key.\n');
      }
      return verifyRecord(databaseSource(client, opener), { publicKey, checkpoints });
    });
  });
}
