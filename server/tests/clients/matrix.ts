import { describe, expect, it } from 'vitest';
import type { Invocation } from '@tollgate/contract';
import type { StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { type Fixture, startFixture } from '../http/fixture.ts';
import { type Feature, features, kinds, outcomeOf, type ProviderKind, surfaces, type Table } from './compatibility.ts';

/** What models of each kind of provider there are to be asked for, by the stand-in's behaviour. */
const behaviours = [
  'plain',
  'unicode',
  'reasoning',
  'signatures',
  'endless-20',
  'cut-3',
  'nodone',
  'errorevent-3',
  'error-400',
  'error-404',
  'error-429+retryafter-0',
  'error-500',
] as const;
export type Behaviour = (typeof behaviours)[number];

/**
 * The name of the model of this kind of provider that behaves so. With `signatures`, one of Google refuses tool calls that
 * come back without the signature that they came with, as Gemini 3 does.
 */
export function modelOf(kind: ProviderKind, behaviour: Behaviour = 'plain'): string {
  return `stand-in-${behaviour}+${kind}`;
}

/** The name of the model of this kind of provider that answers with this error, and lets nobody wait for it. */
export function failingModel(kind: ProviderKind, status: 400 | 404 | 429 | 500): string {
  return modelOf(kind, status === 429 ? 'error-429+retryafter-0' : `error-${status}`);
}

/** A gateway with a provider of each kind, all of them one stand-in. "Bluefin" is blocked, "Swordfish" goes to qwen-secure. */
export function startMatrix(): Promise<Fixture> {
  return startFixture((standIn) => ({
    providers: kinds.map((kind) => providerLine(kind, standIn)),
    otherModels: kinds.flatMap((kind) =>
      behaviours.map((behaviour): [string, string] => [modelOf(kind, behaviour), `provider: ${kind}`]),
    ),
    rules: [
      '{ id: codename, display_name: Codename, category: enterprise, kind: keywords, keywords: [Bluefin], severity: high, action: block }',
      '{ id: project, display_name: Project, category: enterprise, kind: keywords, keywords: [Swordfish], severity: high, action: route_secure_model }',
    ],
  }));
}

function providerLine(kind: ProviderKind, { url }: StandIn): string {
  const { origin } = new URL(url);
  const addresses: Record<ProviderKind, string> = {
    openai: `protocol: openai, base_url: "${origin}/v1"`,
    'openai-compatible': `protocol: openai-compatible, base_url: "${origin}/v1"`,
    'azure-v1': `protocol: azure-openai, base_url: "${origin}/openai/v1"`,
    'azure-deployments': `protocol: azure-openai, base_url: "${origin}", api_version: "2024-10-21"`,
    anthropic: `protocol: anthropic, base_url: "${origin}"`,
    google: `protocol: google, base_url: "${origin}/v1beta"`,
    ollama: `protocol: ollama, base_url: "${origin}"`,
  };
  return `{ name: ${kind}, kind: local, ${addresses[kind]}, credential: "env:TEST_PROVIDER_KEY" }`;
}

export type Check = (kind: ProviderKind) => Promise<unknown>;

/**
 * Runs each cell of a table. A check does what its feature says with a model of that kind of provider, and throws what
 * its client throws; where the table says that the feature is refused, it must do so without asking the provider.
 */
export function runMatrix<T extends Table>(
  table: T,
  { standIn }: Fixture,
  checks: Readonly<Record<T['features'][number], Check>>,
): void {
  describe.each(kinds)(`${table.client}, ${surfaces[table.surface].path}, to %s`, (kind) => {
    it.each(table.features.map((feature): [string, Feature] => [features[feature], feature]))(
      '%s',
      async (_, feature: T['features'][number]) => {
        const outcome = outcomeOf(table, feature, kind);
        standIn.reset();
        if (outcome === 'absent' || typeof outcome === 'object') {
          const error = await thrownBy(checks[feature](kind));
          expect(whatItSays(error)).toContain(
            outcome === 'absent' ? 'its provider has nothing like it' : outcome.refused,
          );
        } else {
          await checks[feature](kind);
        }
        const spoken = new Set(standIn.calls.map(({ path }) => (isSpokenAt(path, table) ? 'untouched' : 'converted')));
        expect([...spoken]).toEqual(outcome === 'untouched' || outcome === 'converted' ? [outcome] : []);
      },
    );
  });
}

/** Whether the address at the provider is that of the protocol which the client speaks. */
function isSpokenAt(address: string, { surface }: Table): boolean {
  return address.split('?', 1)[0]?.endsWith(surfaces[surface].path.slice('/v1'.length)) === true;
}

export async function thrownBy(work: PromiseLike<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** Message, parameter and body of an error, whatever client made it. */
function whatItSays(error: unknown): string {
  return error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : String(error);
}

/** The texts of the messages as the provider got them, with whatever stands between them. */
export function lastSent({ standIn }: Fixture): string {
  return standIn.calls.at(-1)?.body.toString('utf8') ?? '';
}

/** A `fetch` for clients that tells which calls were made. */
export function watchedFetch(): {
  readonly fetch: typeof fetch;
  readonly requestIds: string[];
  readonly answers: Response[];
} {
  const requestIds: string[] = [];
  const answers: Response[] = [];
  return {
    requestIds,
    answers,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      requestIds.push(response.headers.get('x-request-id') ?? '');
      answers.push(response);
      return response;
    },
  };
}

/** Token counts as a client names them. */
export interface SeenUsage {
  readonly prompt: number | undefined;
  readonly completion: number | undefined;
}

/**
 * The call is in the record: where it came in, where it went, its cost, and the usage that its caller was told.
 * @param seen null where the client is known to tell something else
 */
export async function expectRecorded(
  { gateway }: Fixture,
  { surface }: Table,
  kind: ProviderKind,
  requestId: string | undefined,
  seen: SeenUsage | null,
): Promise<Invocation> {
  const call = await gateway.settled(requestId ?? '');
  expect(call).toMatchObject({
    endpoint: surface,
    protocol: surface.startsWith('messages') ? 'anthropic' : 'openai',
    provider: kind,
    status: 'completed',
    decision: 'passed',
    route: 'external',
    cost: { kind: 'estimated_cost', currency: 'USD' },
  });
  const { prompt, completion, estimated } = call.usage ?? {};
  expect({ prompt, completion, estimated }).toEqual({ ...(seen ?? { prompt, completion }), estimated: false });
  return call;
}

/** A red square, as PNG. */
export const picture = {
  mediaType: 'image/png',
  base64: 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP8z4APMOGVHbHSAEEsAQ/3xsoXAAAAAElFTkSuQmCC',
} as const;

/** Parameters of a tool whose arguments the stand-in makes up: `{"city":"sample","days":3}`. */
export const weatherParameters = {
  type: 'object' as const,
  properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 3 } },
  required: ['city', 'days'],
  additionalProperties: false,
};
export const madeUpArguments = { city: 'sample', days: 3 } as const;
export const asksForBoth = 'Use get_weather and get_time, please.';
export const unicodeText = 'Grüße aus 北京 und 東京 👋🏽, naïve café — ✓ 完了。';
export const reasoningText = 'First I look at what was asked, then I answer it.';
