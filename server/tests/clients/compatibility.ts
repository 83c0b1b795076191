/**
 * What works between which client and which provider, as data: the suites beside this file run each cell against a real
 * gateway and expect exactly what stands here, and docs/reference/compatibility.md is written from it.
 */

/** Kinds of providers, with the name that people know them by. */
export const providerKinds = {
  openai: 'OpenAI',
  'openai-compatible': 'OpenAI-compatible',
  'azure-v1': 'Azure OpenAI (v1)',
  'azure-deployments': 'Azure OpenAI (deployments)',
  anthropic: 'Anthropic',
  google: 'Google Gemini',
  ollama: 'Ollama',
} as const;
export type ProviderKind = keyof typeof providerKinds;
export const kinds = Object.keys(providerKinds) as ProviderKind[];

/** Addresses of ours, and which kinds of providers have the same: there nothing is converted. */
export const surfaces = {
  'chat.completions': {
    path: '/v1/chat/completions',
    untouched: ['openai', 'openai-compatible', 'azure-v1', 'azure-deployments'],
  },
  responses: { path: '/v1/responses', untouched: ['openai', 'azure-v1'] },
  messages: { path: '/v1/messages', untouched: ['anthropic'] },
  'messages.count_tokens': { path: '/v1/messages/count_tokens', untouched: ['anthropic'] },
  embeddings: {
    path: '/v1/embeddings',
    untouched: ['openai', 'openai-compatible', 'azure-v1', 'azure-deployments'],
  },
} as const satisfies Record<string, { path: string; untouched: readonly ProviderKind[] }>;
export type SurfaceName = keyof typeof surfaces;

export const features = {
  whole: 'an answer in one piece, with its usage',
  stream: 'the same as a stream, with its usage',
  conversation: 'system prompt and earlier turns reach the model',
  unicode: 'text beyond ASCII, streamed',
  tools: 'parallel tool calls and their results, in one piece',
  'tools.stream': 'parallel tool calls and their results, streamed',
  'tools.forced': 'a tool that must be called',
  'tools.loop': 'a loop of tool calls run by the client',
  structured: 'structured output by a JSON schema',
  image: 'an image in the request',
  reasoning: 'reasoning of the model, shown',
  abort: 'leaving in the middle of a stream ends the call at the provider',
  errors: "the provider's 400, 404, 429 and 500, as the client's own kinds of error",
  broken: 'a stream that breaks off is an error, never an end',
  'embed.one': 'the embedding of one text',
  'embed.many': 'the embeddings of several texts',
  'embed.dimensions': 'embeddings of fewer dimensions',
  count: 'the number of tokens of a request',
} as const;
export type Feature = keyof typeof features;

export interface Table {
  /** The npm package, and which part of it. */
  readonly client: string;
  readonly surface: SurfaceName;
  readonly features: readonly Feature[];
  /** What this client does in its own way. */
  readonly exceptions?: Exceptions;
  readonly note?: string;
}

type Exceptions = Partial<Record<Feature, Partial<Record<ProviderKind, Exclude<Outcome, 'untouched'>>>>>;

const answers = ['whole', 'stream', 'conversation', 'unicode', 'tools', 'tools.stream', 'tools.forced'] as const;
const ends = ['abort', 'errors', 'broken'] as const;

export const tables = {
  openaiChat: {
    client: 'openai',
    surface: 'chat.completions',
    features: [...answers, 'tools.loop', 'structured', 'image', 'reasoning', ...ends],
  },
  openaiResponses: {
    client: 'openai',
    surface: 'responses',
    features: [...answers, 'structured', 'image', 'reasoning', ...ends],
  },
  openaiEmbeddings: {
    client: 'openai',
    surface: 'embeddings',
    features: ['embed.one', 'embed.many', 'embed.dimensions'],
  },
  anthropicMessages: {
    client: '@anthropic-ai/sdk',
    surface: 'messages',
    features: [...answers, 'tools.loop', 'structured', 'image', 'reasoning', ...ends],
  },
  anthropicCount: { client: '@anthropic-ai/sdk', surface: 'messages.count_tokens', features: ['count'] },
  aiOpenaiChat: {
    client: 'ai with @ai-sdk/openai (chat)',
    surface: 'chat.completions',
    features: ['whole', 'stream', 'tools.loop', 'structured', 'image', ...ends],
  },
  aiOpenaiResponses: {
    client: 'ai with @ai-sdk/openai',
    surface: 'responses',
    features: ['whole', 'stream', 'tools.loop', 'structured', 'image', 'reasoning', ...ends],
  },
  aiCompatible: {
    client: 'ai with @ai-sdk/openai-compatible',
    surface: 'chat.completions',
    features: ['whole', 'stream', 'tools.loop', 'structured', 'image', 'reasoning', ...ends],
  },
  aiAnthropic: {
    client: 'ai with @ai-sdk/anthropic',
    surface: 'messages',
    features: ['whole', 'stream', 'tools.loop', 'structured', 'image', 'reasoning', ...ends],
    exceptions: { structured: { ollama: { refused: 'tool_choice' } } },
    note: 'For structured output it forces a tool named `json`, unless it knows the name of the model.',
  },
  aiEmbeddings: { client: 'ai with @ai-sdk/openai', surface: 'embeddings', features: ['embed.one', 'embed.many'] },
  langchainChat: {
    client: '@langchain/openai (chat)',
    surface: 'chat.completions',
    features: ['whole', 'stream', 'tools', 'tools.stream', 'structured', 'image', ...ends],
  },
  langchainResponses: {
    client: '@langchain/openai (responses)',
    surface: 'responses',
    features: ['whole', 'stream', 'tools', 'tools.stream', 'structured', 'image', ...ends],
  },
  langchainAnthropic: {
    client: '@langchain/anthropic',
    surface: 'messages',
    features: ['whole', 'stream', 'tools', 'tools.stream', 'structured', 'image', ...ends],
    note: 'Of the usage of a stream it reads the first event, where a converted answer knows no input tokens yet, and adds up output tokens of the first and the last one.',
  },
  langchainEmbeddings: { client: '@langchain/openai', surface: 'embeddings', features: ['embed.one', 'embed.many'] },
} as const satisfies Record<string, Table>;

/**
 * `untouched`: as the client wrote it; `converted`: into the provider's protocol, with nothing of the feature lost;
 * `counted`: the gateway counts itself; `refused`: 400 that names the parameter; `absent`: 400, the provider has nothing
 * like it.
 */
export type Outcome = 'untouched' | 'converted' | 'counted' | 'absent' | { readonly refused: string };

export function outcomeOf({ surface, exceptions: own }: Table, feature: Feature, kind: ProviderKind): Outcome {
  const { untouched } = surfaces[surface];
  if ((untouched as readonly ProviderKind[]).includes(kind)) return 'untouched';
  return own?.[feature]?.[kind] ?? exceptions[surface]?.[feature]?.[kind] ?? 'converted';
}

const counted = {
  openai: 'counted',
  'openai-compatible': 'counted',
  'azure-v1': 'counted',
  'azure-deployments': 'counted',
  google: 'counted',
  ollama: 'counted',
} as const;
/** Ollama's chat cannot be told to call a tool. */
const unforced = { 'tools.forced': { ollama: { refused: 'tool_choice' } } } as const;
const exceptions: Partial<Record<SurfaceName, Exceptions>> = {
  'chat.completions': unforced,
  responses: unforced,
  messages: unforced,
  'messages.count_tokens': { count: counted },
  embeddings: {
    'embed.one': { anthropic: 'absent' },
    'embed.many': { anthropic: 'absent' },
    'embed.dimensions': { anthropic: 'absent' },
  },
};
