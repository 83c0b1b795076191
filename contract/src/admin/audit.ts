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

const Actor = Access.shape.actor;
const ChainHead = z.object({ journal_id: z.string(), sequence: z.string(), hash: z.string() });

/** A verification of the whole record that somebody asked for. */
export const RecordVerification = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed', 'interrupted']),
  actor: Actor,
  created_at: Time,
  ended_at: Time.nullable(),
  events_read: z.number().describe('Of `events_total`, so far.'),
  events_total: z.number().describe('Events of all chains, each of which is read twice.'),
  chains: z.array(ChainHead).describe('How far the chains were when it began.'),
  report: z
    .object({
      chains: z.int(),
      events: z.int(),
      calls: z.int(),
      contents: z.int(),
      unopened: z.int().describe('Contents that could not be opened for want of a key.'),
      gone: z.int().describe('Contents that are gone by erasure or retention, as events of the chains say.'),
      checkpoints: z.int(),
      uncovered: z.int().describe('Events after the last checkpoint of their chain.'),
      covered_until: Time.nullable().describe('The time of the newest checkpoint.'),
      is_signed: z.boolean().describe('Whether signatures were looked at.'),
      findings: z.array(
        z.object({
          journal_id: z.string().nullable(),
          sequence: z.string().nullable(),
          request_id: z.string().nullable(),
          message: z.string(),
        }),
      ),
      more_findings: z.int(),
    })
    .nullable()
    .describe('What it found; null before its end. It holds when there are no findings.'),
  reason: z.string().nullable().describe('Why it failed.'),
});
export type RecordVerification = z.infer<typeof RecordVerification>;
export const RecordVerificationList = listOf(RecordVerification);
export const RecordVerificationQuery = z.strictObject(Page);

/** How the record is: what is durable, what waits, and how far its chains are. */
export const RecordHealth = z.object({
  journal: z
    .object({
      id: z.string(),
      is_writable: z.boolean(),
      reason: z.string().nullable().describe('Why it cannot be written.'),
      bytes: z.int(),
      bytes_max: z.int(),
      waiting_events: z.int().describe('Durable here and not in the database yet.'),
    })
    .describe('Of the process that answers.'),
  is_database_there: z.boolean(),
  damaged_ranges: z.int().describe('Ranges of events that were lost, since this process began.'),
  broken_chains: z.int().describe('Events that did not go on from the one before them, since this process began.'),
  rejected_events: z.int().describe('Events that the tables did not take, since this process began.'),
  retention_run_at: Time.nullable().describe('When this process last did what retention asks.'),
  last_recorded_at: Time.nullable().describe('When the newest call came that is in the database.'),
  chains: z.array(
    ChainHead.extend({
      host: z.string(),
      is_live: z.boolean(),
      began_at: Time,
      verified_sequence: z.string().nullable().describe('Up to which event the last verification read it.'),
    }),
  ),
  checkpoint: Checkpoint.nullable().describe('The newest one.'),
  verification: RecordVerification.nullable().describe('The newest one that went through to its end.'),
});
export type RecordHealth = z.infer<typeof RecordHealth>;

export const logKinds = ['configuration', 'access'] as const;

/** One entry of the administration log or of the access log. */
export const TimelineEntry = z.object({
  id: z.string(),
  kind: z.enum(logKinds),
  at: Time,
  actor: Actor,
  action: z.string(),
  target_kind: z.string().nullable(),
  target_id: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  reason: z.string().nullable(),
  policy_version: z.int().nullable().describe('The version in force after it; of changes alone.'),
  detail: z.record(z.string(), z.unknown()).nullable().describe('Of what was read: what it was asked for.'),
  query: Access.shape.query,
  is_query_readable: Access.shape.is_query_readable,
});
export const Timeline = listOf(TimelineEntry);
export const TimelineQuery = z.strictObject({
  ...Page,
  kind: repeatable(z.enum(logKinds)),
  actor: repeatable(z.string().min(1).max(254)).describe('Id or e-mail, or a kind such as `bootstrap_token`.'),
  action: repeatable(z.string().max(64)),
  target_kind: repeatable(z.string().max(64)),
  target_id: z.string().max(256).optional(),
  from: Time.optional().describe('Not before this time.'),
  to: Time.optional().describe('Before this time.'),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;
