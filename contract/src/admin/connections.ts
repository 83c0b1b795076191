import { z } from 'zod';
import { Capabilities } from '../capabilities.ts';
import { Price } from '../prices.ts';
import { ProviderCreate } from './providers.ts';

/** What trying to reach a provider can come to. Only the first two mean that calls can go there. */
export const connectionCodes = [
  'ok',
  'ok_without_list',
  'dns',
  'refused',
  'unreachable',
  'connect_timeout',
  'answer_timeout',
  'tls_expired',
  'tls_untrusted',
  'tls_name',
  'tls_failed',
  'not_http',
  'broken',
  'address_not_allowed',
  'credential_missing',
  'credential_refused',
  'credential_unresolved',
  'quota',
  'path',
  'redirect',
  'wrong_protocol',
  'provider_error',
  'request_refused',
] as const;

/** How a provider answers, in plain words. Neither the secret nor the rules about addresses are ever in them. */
export const ConnectionTest = z.object({
  is_ok: z.boolean(),
  code: z.enum(connectionCodes),
  message: z.string(),
  hint: z.string().nullable().describe('What to do about it.'),
  route: z.enum(['external', 'secure']).describe('The path that it was tried by.'),
  http_status: z.int().nullable(),
  latency_ms: z.number().nullable().describe('From asking to the answer’s first byte.'),
  models: z.int().nullable().describe('How many models the provider listed.'),
});
export type ConnectionTest = z.infer<typeof ConnectionTest>;

/** A provider that is not saved, tried as it would be; nothing of it is kept. */
export const ProviderTry = ProviderCreate;
export type ProviderTry = z.infer<typeof ProviderTry>;

/** A model as its provider lists it. Everything in it is the provider's word. */
export const DiscoveredModel = z.object({
  provider_model: z.string().min(1).max(200).describe('What a call names it by.'),
  name: z.string().max(200),
  capabilities: Capabilities,
  /** US dollars per 1,000,000 tokens, where the provider says. */
  listed_prices: z
    .object({ input: Price, output: Price, cached_input: Price.nullable(), cache_write: Price.nullable() })
    .nullable(),
});
export type DiscoveredModel = z.infer<typeof DiscoveredModel>;
