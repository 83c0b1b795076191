import { admin } from '@tollgate/contract';
import { changeSettings } from '../../../administration/settings/change.ts';
import { selectSettings } from '../../../catalog/settings.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';

export async function settingsRoutes(app: AdminServer, { pool, environment }: AdminDependencies): Promise<void> {
  app.get(
    '/api/settings',
    {
      config: { permission: 'policy:read' },
      schema: {
        operationId: 'readSettings',
        summary: 'The settings that decide calls',
        response: { 200: admin.SettingsView },
      },
    },
    async (_request, reply) => tagged(reply, await selectSettings(pool)),
  );

  app.patch(
    '/api/settings',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'changeSettings',
        summary: 'Change settings; those that are left out stay',
        headers: ifMatch,
        body: admin.SettingsChange,
        response: { 200: admin.SettingsView },
      },
    },
    async (request, reply) => {
      const change = { fields: request.body, revision: expectedRevision(request) };
      return tagged(reply, await changeSettings(pool, request.requester.actor, change));
    },
  );

  app.get(
    '/api/settings/environment',
    {
      config: { permission: 'policy:read' },
      schema: {
        operationId: 'readEnvironment',
        summary: 'What the gateway was started with: variables of its environment, without secrets',
        response: { 200: admin.EnvironmentSettingList },
      },
    },
    async () => ({ items: [...environment] }),
  );
}
