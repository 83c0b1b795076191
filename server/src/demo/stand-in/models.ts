import type { StandInCall } from './call.ts';
import { checkAzure } from './protocols/azure.ts';
import { checkAnthropicHeaders } from './checks/messages.ts';
import { checkGoogleKey } from './checks/google.ts';
import { type JsonObject, stringIn } from './json.ts';

export const defaultModels: readonly string[] = ['stand-in-plain', 'stand-in-tools'];
type Names = readonly string[];
const since = new Date(1_700_000_000_000).toISOString();

/** The list of models that an address gives, or what it tells of one; null when it gives none. @throws Refused */
export function modelsAt(path: string, call: StandInCall, names: Names): JsonObject | null {
  switch (`${call.method} ${path}`) {
    case 'GET /v1/models':
      return call.headers['anthropic-version'] === undefined ? ofOpenAi(names) : ofAnthropic(call, names);
    case 'GET /openai/v1/models':
      return ofOpenAi(names);
    case 'GET /openai/deployments':
      checkAzure(call, {});
      return { data: names.map((id) => ({ id, object: 'deployment', model: 'gpt-4o', status: 'succeeded' })) };
    case 'GET /v1beta/models':
      checkGoogleKey(call);
      return ofGoogle(call, names);
    case 'GET /api/tags':
      return { models: names.map(ofOllama) };
    case 'POST /api/show':
      return shownByOllama(stringIn(call.json?.['model']), names);
    default:
      return null;
  }
}

function ofOpenAi(names: Names): JsonObject {
  const data = names.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'stand-in' }));
  return { object: 'list', data };
}

/** Whoever asks for pages gets them as small as can be: one model each, so that callers have to go on. */
function pageSizeOf(asked: string | null, names: Names): number {
  return asked === null ? names.length : 1;
}

function ofAnthropic(call: StandInCall, names: Names): JsonObject {
  checkAnthropicHeaders(call);
  const query = queryOf(call);
  const from = names.indexOf(query.get('after_id') ?? '') + 1;
  const page = names.slice(from, from + pageSizeOf(query.get('limit'), names));
  const data = page.map((id) => ({ type: 'model', id, display_name: id, created_at: since }));
  return { data, has_more: from + page.length < names.length, first_id: page[0] ?? null, last_id: page.at(-1) ?? null };
}

function ofGoogle(call: StandInCall, names: Names): JsonObject {
  const query = queryOf(call);
  const from = Number(query.get('pageToken') ?? 0);
  const to = from + pageSizeOf(query.get('pageSize'), names);
  const models = names.slice(from, to).map(googleModel);
  return to < names.length ? { models, nextPageToken: String(to) } : { models };
}

function googleModel(name: string): JsonObject {
  return {
    name: `models/${name}`,
    version: '001',
    displayName: name,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: ['generateContent', 'countTokens', 'batchEmbedContents'],
  };
}

const ollamaDetails = { format: 'gguf', family: 'stand-in', parameter_size: '1B', quantization_level: 'Q4_0' };

function ofOllama(name: string): JsonObject {
  return { name, model: name, modified_at: since, size: 1_000_000, digest: '0'.repeat(64), details: ollamaDetails };
}

function shownByOllama(name: string, names: Names): JsonObject | null {
  if (!names.includes(name)) return null;
  const capabilities = name === 'stand-in-tools' ? ['completion', 'tools'] : ['completion', 'vision'];
  return { details: ollamaDetails, model_info: { 'stand-in.context_length': 32_768 }, capabilities };
}

function queryOf({ path }: StandInCall): URLSearchParams {
  return new URL(path, 'http://stand-in').searchParams;
}
