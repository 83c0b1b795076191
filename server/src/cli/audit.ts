import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { exportCsv } from '../audit/integrity/export/export-csv.ts';
import { exportLines } from '../audit/integrity/export/export-lines.ts';
import { readCheckpointFile } from '../audit/integrity/checkpoint-file.ts';
import { databaseSource } from '../audit/integrity/verify/database-source.ts';
import { exportSource } from '../audit/integrity/verify/export-source.ts';
import { describeReport, type Report } from '../audit/integrity/verify/report.ts';
import { verifyRecord } from '../audit/integrity/verify/verify-record.ts';
import { findMasterKeys } from '../audit/vault/load-master-keys.ts';
import { createOpener } from '../audit/vault/opener.ts';
import { selectSecret } from '../audit/vault/secrets.queries.ts';
import { inSnapshot } from '../database/transaction.ts';
import { withDatabase } from './with-database.ts';

interface VerifyCommandOptions {
  readonly export?: string;
  readonly publicKey?: string;
  readonly checkpoint?: readonly string[];
}

interface ExportCommandOptions {
  readonly format: string;
  readonly out?: string;
  readonly from?: string;
  readonly to?: string;
  readonly user?: string;
}

/** `tollgate audit export`: to a file, or to standard output. */
export async function exportCommand({ format, out, ...filter }: ExportCommandOptions): Promise<void> {
  if (format !== 'jsonl' && format !== 'csv') throw new Error('--format is jsonl or csv');
  const given = { from: filter.from, to: filter.to, user: filter.user === undefined ? undefined : [filter.user] };
  await withDatabase(false, async (pool, config) => {
    const masterKeys = await findMasterKeys({ ...config.masterKeys, dataDir: config.dataDir });
    if (!masterKeys && format === 'jsonl') process.stderr.write('The master key is not here: contents are left out.\n');
    await inSnapshot(pool, async (client) => {
      const opener = masterKeys && createOpener(masterKeys, client);
      const publicKey = (await selectSecret(client, 'signing'))?.publicKey ?? null;
      const isWhole = Object.values(given).every((value) => value === undefined);
      const lines =
        format === 'csv'
          ? exportCsv(client, given)
          : exportLines(client, { filter: given, isWhole, opener, publicKey });
      await pipeline(lines, out === undefined ? process.stdout : createWriteStream(out, { mode: 0o600 }), {
        end: out !== undefined,
      });
    });
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

function verifyDatabase(
  givenKey: string | null,
  checkpoints: Parameters<typeof verifyRecord>[1]['checkpoints'],
): Promise<Report> {
  return withDatabase(false, async (pool, config) => {
    const masterKeys = await findMasterKeys({ ...config.masterKeys, dataDir: config.dataDir });
    return inSnapshot(pool, async (client) => {
      const opener = masterKeys && createOpener(masterKeys, client);
      const publicKey = givenKey ?? (await selectSecret(client, 'signing'))?.publicKey ?? null;
      return verifyRecord(databaseSource(client, opener), { publicKey, checkpoints });
    });
  });
}
