import { Readable } from 'node:stream';
import { admin } from '@tollgate/contract';
import { z } from 'zod';
import { exportCsv } from '../../../audit/integrity/export/export-csv.ts';
import { exportLines } from '../../../audit/integrity/export/export-lines.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';

const text = z.unknown().describe('The record, line by line.');

export async function auditExportRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  const { exportPool, opener, accessLog, signing } = dependencies;
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
      const lines =
        format === 'csv'
          ? exportCsv(exportPool, filter)
          : exportLines(exportPool, { filter, opener, signing: signing() });
      reply.header('content-disposition', `attachment; filename="tollgate-record.${format}"`);
      reply.type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson');
      // Pages are read as they are taken: nothing is held while nobody takes them, and nothing is read once nobody does.
      return reply.send(Readable.from(lines, { objectMode: false }));
    },
  );
}
