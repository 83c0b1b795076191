import { z } from 'zod';
import { Page, Time, listOf, repeatable } from './list.ts';

/** How far every chain was at a moment, signed. */
export const Checkpoint = z.object({
  id: z.string(),
  at: Time,
  body: z.string().describe('JSON: `{"checkpoint", "at", "chains": [{"journal_id", "sequence", "hash"}]}`.'),
  signature: z.base64().describe('Ed25519 over the bytes of `body`.'),
});
export const CheckpointList = listOf(Checkpoint).extend({
  public_key: z.string().nullable().describe('PEM; null while it is not known yet.'),
});

/** Who opened, searched or exported what. */
export const Access = z.object({
  id: z.string(),
  at: Time,
  actor: z.object({ kind: z.string(), id: z.string().nullable(), email: z.string().nullable() }),
  action: z.string(),
  target_kind: z.string().nullable(),
  target_id: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
  query: z.string().nullable().describe('The text that was searched for.'),
  is_query_readable: z
    .boolean()
    .describe('False when there is a text that cannot be opened: altered, or its key is gone.'),
});
export const AccessList = listOf(Access);
export const AccessQuery = z.strictObject({
  ...Page,
  action: repeatable(z.string().max(64)),
  target_id: z.string().max(256).optional(),
});
