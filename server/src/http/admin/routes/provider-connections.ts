import { admin } from '@tollgate/contract';
import { discoverModels } from '../../../administration/connections/discover.ts';
import { testProvider, tryProvider } from '../../../administration/connections/test-provider.ts';
import { setModelCredential, setProviderCredential } from '../../../administration/credentials/set-credential.ts';
import { presets } from '../../../providers/presets.ts';
import { createAskingLimit } from '../asking-limit.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { byId, pageOf } from '../page.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';

/** What is asked of providers themselves, and the secrets that they are asked with. */
export async function providerConnectionRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  const { pool, providerAccess: access, credentialLimits: limits } = dependencies;
  const limited = createAskingLimit();

  app.get(
    '/api/provider-presets',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'listProviderPresets',
        summary: 'List what is known of providers: base URL, protocol, usual name of the key',
        querystring: admin.PageQuery,
        response: { 200: admin.ProviderPresetList },
      },
    },
    async ({ query }) =>
      pageOf(
        presets.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        byId,
        query,
      ),
  );

  app.post(
    '/api/providers/test',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'tryProvider',
        summary: 'Try a provider that is not saved: what is wrong with address, key or protocol',
        body: admin.ProviderTry,
        response: { 200: admin.ConnectionTest },
      },
    },
    async ({ body, requester }) => limited(() => tryProvider(pool, requester.actor, body, { access, limits })),
  );

  app.post(
    '/api/providers/:id/test',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'testProvider',
        summary: 'Test the connection to a provider: what is wrong with address, key or protocol',
        params: admin.IdParams,
        response: { 200: admin.ConnectionTest },
      },
    },
    async ({ params, requester }) => limited(() => testProvider(pool, requester.actor, params.id, access)),
  );

  app.post(
    '/api/providers/:id/discover',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'discoverModels',
        summary: 'Ask a provider for its models, with capabilities and suggested prices',
        params: admin.IdParams,
        response: { 200: admin.Discovery },
      },
    },
    async ({ params, requester }) => limited(() => discoverModels(pool, requester.actor, params.id, access)),
  );

  app.put(
    '/api/providers/:id/credential',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'setProviderCredential',
        summary: 'Store a secret for a provider, encrypted and for its origin alone; it is never given back',
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.CredentialSet,
        response: { 200: admin.ProviderView },
      },
    },
    async (request, reply) => {
      const { params, body, requester } = request;
      const change = { id: params.id, secret: body.secret, revision: expectedRevision(request) };
      return tagged(reply, await setProviderCredential(pool, requester.actor, change, access.vault));
    },
  );

  app.put(
    '/api/models/:id/credential',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'setModelCredential',
        summary: "Store a secret of a model's own, encrypted and for its address alone; it is never given back",
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.CredentialSet,
        response: { 200: admin.ModelView },
      },
    },
    async (request, reply) => {
      const { params, body, requester } = request;
      const change = { id: params.id, secret: body.secret, revision: expectedRevision(request) };
      return tagged(reply, await setModelCredential(pool, requester.actor, change, access.vault));
    },
  );
}
