import type { Protocol } from '@tollgate/contract';

/** How each protocol takes its credential: in a header, never in the URL. Empty when there is none. */
export function authHeaders(protocol: Protocol, credential: string | null): Record<string, string> {
  if (credential === null) return {};
  switch (protocol) {
    case 'anthropic':
      return { 'x-api-key': credential };
    case 'azure-openai':
      return { 'api-key': credential };
    case 'google':
      return { 'x-goog-api-key': credential };
    case 'openai':
    case 'openai-compatible':
    case 'ollama':
      return { authorization: `Bearer ${credential}` };
  }
}
