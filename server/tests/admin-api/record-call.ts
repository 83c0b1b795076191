import type pg from 'pg';
import type { EventDraft, OpenHead, PayloadPart, SettleHead } from '../../src/audit/events.ts';
import { newId, timeOfId } from '../../src/platform/ids.ts';
import { record } from '../audit-shipper/ship.ts';
import { sealer } from '../support/vault.ts';

/** Puts one settled call into the record by the shipper's own way in; returns its request id. */
export async function recordCall(
  pool: pg.Pool,
  user: { readonly id: string; readonly email: string } | null,
  fields: {
    readonly open?: Partial<OpenHead>;
    readonly settle?: Partial<SettleHead>;
    readonly parts?: readonly PayloadPart[];
    readonly answerParts?: readonly PayloadPart[];
  } = {},
): Promise<string> {
  const request_id = newId('req');
  const at = new Date(timeOfId(request_id)).toISOString();
  const open: EventDraft = {
    kind: 'open',
    head: {
      ...plainOpen,
      request_id,
      at,
      trace_id: `trc_${request_id}`,
      session_id: `trc_${request_id}`,
      user,
      ...fields.open,
    },
    content: sealer.seal(fields.parts ?? [], 0),
  };
  const settle: EventDraft = {
    kind: 'settle',
    head: { ...plainSettle, request_id, settled_at: at, ...fields.settle },
    content: fields.answerParts ? sealer.seal(fields.answerParts, 0) : null,
  };
  await record(pool, open, settle);
  return request_id;
}

const plainOpen: Omit<OpenHead, 'request_id' | 'at' | 'trace_id' | 'session_id' | 'user'> = {
  client_request_id: null,
  parent: null,
  new_from: null,
  instance: { id: 'ins_1', name: 'claw-1' },
  key: { id: 'key_1', prefix: 'tg_ab12' },
  client_address: '127.0.0.1',
  user_agent: 'test',
  protocol: 'openai',
  endpoint: 'chat.completions',
  stream: false,
  requested_model: 'auto',
  selected_model: 'gpt-5',
  final_model: 'gpt-5',
  provider: { id: 'prv_1', name: 'openai' },
  provider_model: 'gpt-5-2026',
  route: 'external',
  decision: 'passed',
  policy_version: 1,
  explanation: ['auto is gpt-5'],
  hits: [],
  scanned: { texts: 1, characters: 1, rules: 'x', scopes: {} },
  timings_ms: { queue: 0.1, scan: 0.4 },
};

const plainSettle: Omit<SettleHead, 'request_id' | 'settled_at'> = {
  status: 'completed',
  http_status: 200,
  error_code: null,
  error_detail: null,
  provider_request_id: null,
  attempts: [],
  usage: {
    input: 900,
    cached_input: 100,
    cache_write: 0,
    output: 50,
    reasoning: 20,
    prompt: 1000,
    completion: 70,
    total: 1070,
    estimated: false,
  },
  usage_reported: null,
  cost: {
    kind: 'estimated_cost',
    currency: 'USD',
    amount: '0.002',
    classes: { input: '0.001', cached_input: '0', cache_write: '0', output: '0.001', reasoning: '0' },
    price_version: 1,
  },
  tool_calls: [],
  answer: null,
  timings_ms: { record: 0.6, first_token: 210, total: 900 },
};
