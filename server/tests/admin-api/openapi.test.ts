import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: object[];
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description?: string; content?: Record<string, { schema?: object }> }>;
}

let api: AdminFixture;
let document: {
  openapi: string;
  info: object;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: object };
};
const registered: string[] = [];
let operations: [string, Operation][];

beforeAll(async () => {
  api = await createAdminFixture({}, (route) => registered.push(route));
  document = JSON.parse((await api.call('GET', '/api/openapi.json', { token: null })).text);
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
});
afterAll(() => api.close());

test('the document describes every registered route, and nothing else', () => {
  expect(operations.map(([route]) => route).toSorted()).toEqual(registered.toSorted());
});

test('it is an OpenAPI 3.1 document, and each reference in it leads somewhere', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references) {
    const target = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((at, step) => Object(at)[step.replaceAll('~1', '/').replaceAll('~0', '~')], document);
    expect(target, reference).toBeTypeOf('object');
  }
});

test('each operation says what it is, takes its path parameters, and answers problems as problem documents', () => {
  const ids = operations.map(([, operation]) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [route, operation] of operations) {
    expect(operation.operationId, route).toMatch(/^[a-z][A-Za-z]+$/);
    expect(operation.summary, route).toBeTruthy();
    expect(operation.tags, route).toHaveLength(1);
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => name).toSorted(), route).toEqual(
      [...route.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted(),
    );
    expect(
      inPath.every(({ required }) => required),
      route,
    ).toBe(true);
    expect(operation.responses['default']?.content, route).toHaveProperty(['application/problem+json', 'schema']);
    const good = Object.entries(operation.responses).filter(([status]) => /^2\d\d$/.test(status));
    expect(good, route).toHaveLength(1);
    for (const [status, response] of good) {
      expect(response.description, route).toMatch(/^(?!Default Response)./);
      if (status !== '204') expect(Object.values(response.content ?? {})[0]?.schema, route).toBeTypeOf('object');
    }
    const isOpen = / \/api\/(openapi\.json|sign-in\/|auth\/)/.test(route);
    expect(operation.security, route).toEqual(isOpen ? [] : [{ token: [] }]);
  }
});

test('every shape that has a name is used', () => {
  const text = JSON.stringify(document);
  const { schemas } = document.components;
  for (const name of Object.keys(schemas)) expect(text, name).toContain(`"#/components/schemas/${name}"`);
});

test('what is changed by id can be guarded by If-Match', () => {
  for (const [route, operation] of operations.filter(([one]) => one.startsWith('PATCH '))) {
    expect(operation.parameters?.find(({ name }) => name === 'if-match')?.in, route).toBe('header');
  }
});

/** What these act on is in their address. */
const withoutBody =
  /\/(revoke|reset-password|sign-out|revoke-other-sessions|discover|check|verify|cancel|providers\/\{id\}\/test)$/;

test('a body is described wherever one is read', () => {
  for (const [route, operation] of operations) {
    const reads = /^(POST|PATCH|PUT) /.test(route) && !withoutBody.test(route);
    const bodies = Object.values(operation.requestBody?.content ?? {});
    expect(bodies.length > 0, route).toBe(reads);
    expect(
      bodies.every(({ schema }) => schema !== undefined),
      route,
    ).toBe(true);
  }
});
