import { admin } from '@tollgate/contract';
import { z } from 'zod';
import { exportRules } from '../../../administration/rules/import/export-rules.ts';
import { applyImport, previewImport } from '../../../administration/rules/import/import-rules.ts';
import { readGitleaksRules, readYamlRules } from '../../../administration/rules/import/read-rules-file.ts';
import { uploadKeywords } from '../../../administration/rules/import/upload-keywords.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';
import { csvType, fileTypes, parseTextBodies, TextBody, yamlType } from '../text-bodies.ts';

/** Rules in files: all of them out, and in; keywords from a table. */
export async function ruleFileRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/rules/export',
    {
      config: { permission: 'rules:read' },
      schema: {
        operationId: 'exportRules',
        summary: "The company's own rules and what is changed on built-in ones, as YAML that can be imported",
        response: { 200: { content: { [yamlType]: { schema: z.string() } } } },
      },
    },
    async (_request, reply) => {
      reply.header('content-disposition', 'attachment; filename="rules.yaml"').type(`${yamlType}; charset=utf-8`);
      return exportRules(pool);
    },
  );

  await app.register(async (scope: AdminServer) => {
    parseTextBodies(scope, fileTypes);
    scope.post(
      '/api/rules/import',
      {
        config: { permission: 'policy:change' },
        schema: {
          operationId: 'importRules',
          summary: 'Import rules from YAML or from a gitleaks configuration: all of them or none',
          consumes: fileTypes,
          querystring: admin.RuleImportQuery,
          body: TextBody,
          response: { 200: admin.RuleImport },
        },
      },
      async ({ body, query: { mode, format, ...defaults }, requester }) => {
        const file = format === 'yaml' ? readYamlRules(body) : readGitleaksRules(body, defaults);
        return mode === 'apply' ? applyImport(pool, requester.actor, file) : previewImport(pool, file);
      },
    );
  });

  await app.register(async (scope: AdminServer) => {
    parseTextBodies(scope, [csvType]);
    scope.post(
      '/api/rules/:id/keywords',
      {
        config: { permission: 'policy:change' },
        schema: {
          operationId: 'uploadKeywords',
          summary: 'Give a rule the keywords of a table: one column, or `word,case`',
          consumes: [csvType],
          params: admin.IdParams,
          querystring: admin.KeywordUploadQuery,
          headers: ifMatch,
          body: TextBody,
          response: { 200: admin.RuleView },
        },
      },
      async (request, reply) => {
        const { body: text, params, query, requester } = request;
        const upload = { id: params.id, text, mode: query.mode, revision: expectedRevision(request) };
        return tagged(reply, await uploadKeywords(pool, requester.actor, upload));
      },
    );
  });
}
