import type { StandInCall } from './call.ts';
import { checkAnthropicHeaders } from './checks/messages.ts';
import { checkGoogleKey } from './checks/google.ts';
import type { JsonObject } from './json.ts';

const names = ['stand-in-plain', 'stand-in-tools'];
const since = new Date(1_700_000_000_000).toISOString();

/** The list of models that a path gives; null when it gives none. @throws Refused */
export function modelsAt(path: string, call: StandInCall): JsonObject | null {
  switch (path) {
    case '/v1/models':
      return call.headers['anthropic-version'] === undefined ? ofOpenAi() : ofAnthropic(call);
    case '/openai/v1/models':
      return ofOpenAi();
    case '/v1beta/models':
      checkGoogleKey(call);
      return { models: names.map(ofGoogle) };
    case '/api/tags':
      return { models: names.map(ofOllama) };
    default:
      return null;
  }
}

function ofOpenAi(): JsonObject {
  const data = names.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'stand-in' }));
  return { object: 'list', data };
}

function ofAnthropic(call: StandInCall): JsonObject {
  checkAnthropicHeaders(call);
  const data = names.map((id) => ({ type: 'model', id, display_name: id, created_at: since }));
  return { data, has_more: false, first_id: names[0], last_id: names.at(-1) };
}

function ofGoogle(name: string): JsonObject {
  return {
    name: `models/${name}`,
    version: '001',
    displayName: name,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: ['generateContent', 'countTokens', 'batchEmbedContents'],
  };
}

function ofOllama(name: string): JsonObject {
  const details = { format: 'gguf', family: 'stand-in', parameter_size: '1B', quantization_level: 'Q4_0' };
  return { name, model: name, modified_at: since, size: 1_000_000, digest: '0'.repeat(64), details };
}
