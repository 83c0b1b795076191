import { STATUS_CODES } from 'node:http';
import swagger from '@fastify/swagger';
import { admin, Invocation, PolicyDocument } from '@tollgate/contract';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';

/** Shapes that the document names once and refers to. */
const schemaRegistry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries({
  Problem: admin.Problem,
  User: admin.UserView,
  Instance: admin.InstanceView,
  Key: admin.KeyView,
  Token: admin.TokenView,
  Group: admin.GroupView,
  Grant: admin.GrantView,
  Provider: admin.ProviderView,
  Model: admin.ModelView,
  Rule: admin.RuleView,
  Invocation,
  PolicyDocument,
  LogEntry: admin.LogEntry,
})) {
  schemaRegistry.add(schema, { id });
}

/** Describes every route that is registered after it, from the very schemas that check it. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  const zodToJsonConfig = { unrepresentable: 'any' } as const;
  const named = createJsonSchemaTransformObject({ schemaRegistry, zodToJsonConfig });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Tollgate admin API',
        description:
          'Lists take `limit` and `cursor`. Times are RFC 3339 in UTC, money is decimal strings. Errors are problem documents (RFC 9457).',
        version,
      },
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A personal token (`tgp_…`).' } },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry, zodToJsonConfig }),
    transformObject: (parts) => tidied(named(parts)),
  });
}

interface Described {
  readonly components?: { readonly schemas?: Record<string, unknown> };
  readonly paths?: Record<string, Record<string, { readonly responses?: Record<string, { description?: string }> }>>;
}

/** Bodies are described where they are read, so no shape is needed as an input; and each answer says what it is. */
function tidied<Document extends object>(document: Document): Document {
  const { components, paths = {} }: Described = document;
  for (const name of Object.keys(components?.schemas ?? {})) {
    if (name.endsWith('Input')) delete components?.schemas?.[name];
  }
  for (const { responses = {} } of Object.values(paths).flatMap((item) => Object.values(item))) {
    for (const [status, response] of Object.entries(responses)) {
      if (response.description === 'Default Response') response.description = STATUS_CODES[status] ?? 'The answer.';
    }
  }
  return document;
}
