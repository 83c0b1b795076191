import { z } from 'zod';
import { Provider } from '../policy.ts';
import { Revision, listOf } from './list.ts';

export const ProviderView = Provider.extend({ revision: Revision });
export const ProviderList = listOf(ProviderView);

const timeouts = Provider.shape.timeouts;
/** Each on its own; what is left out stays as it is. */
const TimeoutsChange = z.strictObject({
  connect_ms: timeouts.shape.connect_ms.unwrap().optional(),
  first_byte_ms: timeouts.shape.first_byte_ms.unwrap().optional(),
  idle_ms: timeouts.shape.idle_ms.unwrap().optional(),
});

/** A secret as it is typed in. It is never given back. */
const Secret = z.string().min(1).max(8000);
export const CredentialSet = z.strictObject({ secret: Secret });

export const ProviderCreate = z.strictObject({
  preset: z.string().max(60).optional().describe('Gives what is left out: `GET /api/provider-presets`.'),
  name: Provider.shape.name.optional().describe('Needed without a preset.'),
  protocol: Provider.shape.protocol.optional().describe('Needed without a preset.'),
  kind: Provider.shape.kind.optional().describe('`hosted` when left out.'),
  base_url: Provider.shape.base_url.optional().describe('Needed without a preset that knows it.'),
  api_version: Provider.shape.api_version,
  credential: Provider.shape.credential.default(null),
  secret: Secret.optional().describe('The secret itself, to be stored encrypted; instead of `credential`.'),
  headers: Provider.shape.headers.default({}),
  forward_headers: Provider.shape.forward_headers.default([]),
  timeouts: z.strictObject(timeouts.shape).prefault({}),
  inject_usage: z.boolean().optional().describe('`true` when left out.'),
  on_caller_left: Provider.shape.on_caller_left.default('cancel'),
});
export type ProviderCreate = z.infer<typeof ProviderCreate>;

/** A new origin in `base_url` needs `credential` anew: a secret never follows to another host by itself. */
export const ProviderChange = z.strictObject({
  name: Provider.shape.name.optional(),
  protocol: Provider.shape.protocol.optional(),
  kind: Provider.shape.kind.optional(),
  base_url: Provider.shape.base_url.optional(),
  api_version: Provider.shape.api_version.unwrap().optional(),
  credential: Provider.shape.credential.optional(),
  headers: Provider.shape.headers.optional(),
  forward_headers: Provider.shape.forward_headers.optional(),
  timeouts: TimeoutsChange.optional(),
  inject_usage: z.boolean().optional(),
  on_caller_left: Provider.shape.on_caller_left.optional(),
});
export type ProviderChange = z.infer<typeof ProviderChange>;

/** What is known of a provider before anybody has an account there. */
export const ProviderPreset = z.object({
  id: z.string(),
  name: Provider.shape.name,
  protocol: Provider.shape.protocol,
  kind: Provider.shape.kind,
  base_url: z.string().describe('Empty where each customer has another one; the note says which.'),
  key_variable: z.string().nullable().describe('The usual name of the environment variable with its key.'),
  inject_usage: z.boolean(),
  headers: Provider.shape.headers,
  lists_models: z.boolean(),
  note: z.string().nullable().describe('What is special about it.'),
  source: z.url().describe('Where it is documented.'),
});
export type ProviderPreset = z.infer<typeof ProviderPreset>;
export const ProviderPresetList = listOf(ProviderPreset);
