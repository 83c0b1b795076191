import { afterAll, expect } from 'vitest';
import { errorCatalogue, type ErrorCode, type PayloadName } from '@tollgate/contract';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { type CompanyOptions, companyConfig, companyEnvironment, keys } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, startGateway } from '../support/gateway.ts';

export interface FixtureOptions extends Omit<CompanyOptions, 'outside'> {
  /** Lines of further providers. */
  readonly providers?: readonly string[];
  /** Further models of any provider: display name, then the line's other members. */
  readonly otherModels?: readonly (readonly [name: string, more: string])[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A gateway process with its stand-in provider and database, shared by the tests of a file. */
export interface Fixture {
  readonly gateway: GatewayProcess;
  readonly standIn: StandIn;
  readonly database: TestDatabase;
  /** `POST /v1/chat/completions`, answered whole. */
  chat(body: ChatBody, options?: ChatOptions): Promise<Answer>;
  /** The same, with the answer still running. */
  send(body: ChatBody, options?: ChatOptions): Promise<Response>;
  /** The bytes of a payload in the record; null when there is none. */
  payload(requestId: string, name: PayloadName): Promise<Buffer | null>;
}

/** An object is written as JSON; a string or bytes go out as they are. */
export type ChatBody = object | string | Uint8Array<ArrayBuffer>;

export interface ChatOptions {
  /** Null sends none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly path?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  readonly requestId: string;
}

/** The company's configuration, with more providers and models than `companyConfig` knows. */
export function configFor(standInUrl: string, options: FixtureOptions): string {
  const { providers = [], otherModels = [] } = options;
  const prices = 'prices: { currency: USD, input: "1.25", cached_input: "0.125", output: "10" }';
  const models = otherModels.map(
    ([name, more]) =>
      `  - { display_name: "${name}", provider_model: "${name}", is_secure: false, is_active: true, ${more}, ${prices} }\n`,
  );
  const grants = otherModels.map(([name]) => `  - { model: "${name}", to: everyone }\n`);
  return companyConfig({ ...options, outside: standInUrl })
    .replace('models:\n', `${providers.map((line) => `  - ${line}\n`).join('')}models:\n`)
    .replace('users:\n', `${models.join('')}users:\n`)
    .replace('grants:\n', `grants:\n${grants.join('')}`);
}

/** Starts all of it; taken down after the file's tests. */
export async function startFixture(
  optionsFor: FixtureOptions | ((standIn: StandIn) => FixtureOptions),
): Promise<Fixture> {
  const standIn = await startStandIn();
  const database = await createTestDatabase();
  afterAll(async () => {
    await cleanUpGateways();
    await standIn.close();
    await database.drop();
  });
  const options = typeof optionsFor === 'function' ? optionsFor(standIn) : optionsFor;
  const gateway = await startGateway({
    databaseUrl: database.url,
    config: configFor(standIn.url, options),
    env: { ...companyEnvironment, ...options.env },
  });
  const send: Fixture['send'] = (body, { key = keys.bot, headers = {}, signal, path = '/v1/chat/completions' } = {}) =>
    fetch(`${gateway.origin}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...headers,
      },
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
  return {
    gateway,
    standIn,
    database,
    send,
    chat: async (body, options) => wholeAnswer(await send(body, options)),
    async payload(requestId, name) {
      const response = await gateway.api(`/invocations/${requestId}/payloads/${name}`);
      if (response.status === 404) return null;
      expect(response.status).toBe(200);
      return Buffer.from(await response.arrayBuffer());
    },
  };
}

export async function wholeAnswer(response: Response): Promise<Answer> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const requestId = response.headers.get('x-request-id') ?? '';
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString(), requestId };
}

/** A chat with one user message. */
export function hello(model: string, more: object = {}): object {
  return { model, messages: [{ role: 'user', content: 'Hello there.' }], ...more };
}

interface ErrorExpectation {
  readonly status?: number;
  readonly param?: string | null;
}

/** Checks an error answer whole: status, the envelope's four keys, the headers that each answer carries. */
export function expectError(answer: Answer, code: ErrorCode, { status, param = null }: ErrorExpectation = {}): void {
  const entry = errorCatalogue[code];
  const message: unknown = expect.stringMatching(/\S/);
  expect({ status: answer.status, body: JSON.parse(answer.text) as unknown }).toEqual({
    status: status ?? entry.status,
    body: { error: { message, type: entry.type, param, code } },
  });
  expectErrorHeaders(answer);
  expect(answer.headers.get('x-should-retry')).toBe(entry.retry ? null : 'false');
}

export function expectErrorHeaders(answer: Answer): void {
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('x-request-id')).toMatch(/^req_[0-9a-f-]{36}$/);
  expect(answer.headers.get('request-id')).toBe(answer.headers.get('x-request-id'));
}

/** Nothing of an answer, headers included, tells where the provider is or with what it is paid. */
export function expectNoSecrets(answer: Answer, standIn: StandIn): void {
  const everything = JSON.stringify([...answer.headers]) + answer.text;
  for (const secret of [companyEnvironment.TEST_PROVIDER_KEY, '127.0.0.1', 'localhost', String(standIn.port)]) {
    expect(everything).not.toContain(secret);
  }
}
