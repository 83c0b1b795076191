import { Readable } from 'node:stream';
import { admin } from '@tollgate/contract';
import { z } from 'zod';
import { exportCsv } from '../../../audit/integrity/export/export-csv.ts';
import { exportLines } from '../../../audit/integrity/export/export-lines.ts';
import { inSnapshot } from '../../../database/transaction.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';

const text = z.unknown().describe('The record, line by line.');

export async function auditExportRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  const { exportPool, opener, accessLog, publicKey } = dependencies;
  app.get(
    '/api/audit/export',
    {
      config: { permission: 'audit:export' },
      schema: {
        operationId: 'exportRecord',
        summary: 'The record as JSON lines with its chains and contents, or as CSV; takes the filters of the search',
        querystring: admin.ExportQuery,
        response: {
          200: {
            description: 'The record, line by line.',
            content: { 'application/x-ndjson': { schema: text }, 'text/csv': { schema: text } },
          },
        },
      },
    },
    async ({ query: { format, ...filter }, requester }, reply) => {
      await accessLog.record({ actor: requester.actor, action: 'record.export', detail: { format, ...filter } });
      const isWhole = Object.values(filter).every((value) => value === undefined);
      const lines = streamOf(exportPool, (client) =>
        format === 'csv'
          ? exportCsv(client, filter)
          : exportLines(client, { filter, isWhole, opener, publicKey: publicKey() }),
      );
      reply.header('content-disposition', `attachment; filename="tollgate-record.${format}"`);
      return reply.type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson').send(lines);
    },
  );
}

type Lines = (client: Parameters<Parameters<typeof inSnapshot>[1]>[0]) => AsyncGenerator<string>;

/** Lines as a stream that is read from the database as fast as they are taken, and no longer than somebody takes them. */
function streamOf(pool: AdminDependencies['exportPool'], lines: Lines): Readable {
  const stream = new Readable({ encoding: 'utf8', read: () => wake() });
  let wake: () => void = () => undefined;
  const room = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      stream.once('close', resolve);
    });
  inSnapshot(pool, async (client) => {
    for await (const text of lines(client)) {
      if (!stream.push(text)) await room();
      if (stream.destroyed) return;
    }
    stream.push(null);
  }).catch((error: Error) => stream.destroy(error));
  return stream;
}
