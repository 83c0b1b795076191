import { type Capabilities, money, type PriceVersion, type Protocol } from '@tollgate/contract';
import type { GovernedModel } from '../../catalog/snapshot.ts';
import { versionInForce } from '../../cost/version-in-force.ts';
import type { Call } from '../../journey/call.ts';
import type { Gateway } from '../../journey/gateway.ts';
import { sendBody } from '../../journey/respond.ts';
import { knownCaller } from './known-caller.ts';

/**
 * `GET /v1/catalog`: the models that the caller may use now, as OpenClaw's provider `clawrouter` reads them (its
 * extensions/clawrouter/provider-catalog.ts). A stock OpenClaw needs no list of models of its own then.
 */
export async function answerCatalog(call: Call, gateway: Gateway): Promise<void> {
  const known = await knownCaller(call, gateway);
  if (!known) return;
  const { policy, caller } = known;
  const granted = policy.models.filter((model) => model.isActive && policy.isGranted(model, caller));
  const body = JSON.stringify({ providers: catalogOf(granted, new Date(call.atMs).toISOString()) });
  sendBody(call, 200, { 'content-type': 'application/json' }, Buffer.from(body));
}

export interface CatalogProvider {
  readonly id: string;
  readonly displayName: string;
  readonly openaiCompatible: boolean;
  readonly nativeBaseUrl: string;
  readonly routes: readonly CatalogRoute[];
  readonly models: readonly CatalogModel[];
}

interface CatalogRoute {
  readonly path: string;
  readonly requestFormat: string;
  readonly methods: readonly string[];
}

interface CatalogModel {
  readonly id: string;
  readonly displayName: string;
  /** What is sent as `model` on a native route. */
  readonly upstream: string;
  readonly capabilities: readonly string[];
  readonly pricing?: Pricing;
}

/** Millionths of a US dollar per million tokens, and beside them what OpenClaw takes for a model's limits. */
type Pricing = Partial<Prices> & { readonly maxInputTokens?: number; readonly defaultMaxOutputTokens?: number };

interface Prices {
  readonly inputMicrosPerMillion: number;
  readonly outputMicrosPerMillion: number;
  readonly cachedInputMicrosPerMillion: number;
  readonly cacheWrite5mInputMicrosPerMillion: number;
}

/**
 * Each model under its provider and in the protocol of its own family, so that nothing has to be converted unless policy
 * moves the call; `auto` first, if there is a regular model that it can stand for.
 * @param granted by `position`
 * @param at the moment whose prices are told, RFC 3339
 */
export function catalogOf(granted: readonly GovernedModel[], at: string): CatalogProvider[] {
  const providers = new Map<string, GovernedModel[]>();
  for (const model of granted) {
    const { id } = model.upstream.provider;
    providers.set(id, [...(providers.get(id) ?? []), model]);
  }
  const listed = [...providers.values()].map((models) => providerOf(models, at));
  return granted.some((model) => !model.isSecure) ? [auto, ...listed] : listed;
}

/** One native address stands for all: which model is meant says the request. */
const nativeBaseUrl = '/v1/native/tollgate';
const chatRoute = { path: '/chat/completions', requestFormat: 'openai.chat', methods: ['POST'] };
const responsesRoute = { path: '/responses', requestFormat: 'openai.responses', methods: ['POST'] };
const messagesRoute = { path: '/v1/messages', requestFormat: 'anthropic.messages', methods: ['POST'] };

const auto: CatalogProvider = {
  id: 'tollgate',
  displayName: 'Tollgate',
  openaiCompatible: true,
  nativeBaseUrl,
  routes: [chatRoute],
  models: [{ id: 'auto', displayName: 'auto', upstream: 'auto', capabilities: ['llm.chat'] }],
};

function providerOf(models: readonly GovernedModel[], at: string): CatalogProvider {
  const [{ upstream }] = models as [GovernedModel];
  const { capability, route } = spokenTo(upstream.protocol);
  return {
    id: upstream.provider.name,
    displayName: upstream.provider.name,
    openaiCompatible: route !== messagesRoute,
    nativeBaseUrl,
    routes: [route],
    models: models.map(({ displayName, prices, capabilities }) => {
      const pricing = { ...pricesOf(versionInForce(prices, at)), ...limitsOf(capabilities) };
      const model = { id: displayName, displayName, upstream: displayName, capabilities: [capability] };
      return Object.keys(pricing).length > 0 ? { ...model, pricing } : model;
    }),
  };
}

function spokenTo(protocol: Protocol): { readonly capability: string; readonly route: CatalogRoute } {
  if (protocol === 'openai') return { capability: 'llm.responses', route: responsesRoute };
  if (protocol === 'anthropic') return { capability: 'llm.messages', route: messagesRoute };
  return { capability: 'llm.chat', route: chatRoute };
}

/** Null in other currencies than this protocol has. */
function pricesOf(version: PriceVersion | null): Prices | null {
  if (version?.currency !== 'USD') return null;
  const { input, output, cached_input, cache_write } = version;
  return {
    inputMicrosPerMillion: micros(input),
    outputMicrosPerMillion: micros(output),
    cachedInputMicrosPerMillion: micros(cached_input ?? input),
    cacheWrite5mInputMicrosPerMillion: micros(cache_write ?? input),
  };
}

function limitsOf({ context_tokens: context, output_tokens_max: output }: Capabilities): Omit<Pricing, keyof Prices> {
  return {
    ...(context !== undefined && { maxInputTokens: context }),
    ...(output !== undefined && { defaultMaxOutputTokens: output }),
  };
}

/** For display alone, so the nearest number is good enough; the decimal point is moved in the text, nothing is multiplied. */
function micros(price: string): number {
  const { units, scale } = money.decimal(price);
  return Number(`${units}e${6 - scale}`);
}
