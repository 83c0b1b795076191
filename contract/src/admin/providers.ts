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

export const ProviderCreate = z.strictObject({
  name: Provider.shape.name,
  protocol: Provider.shape.protocol,
  kind: Provider.shape.kind.default('hosted'),
  base_url: Provider.shape.base_url,
  api_version: Provider.shape.api_version,
  credential: Provider.shape.credential.default(null),
  headers: Provider.shape.headers.default({}),
  forward_headers: Provider.shape.forward_headers.default([]),
  timeouts: z.strictObject(timeouts.shape).prefault({}),
  inject_usage: z.boolean().default(true),
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
