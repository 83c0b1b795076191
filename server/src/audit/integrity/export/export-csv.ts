import type { TokenClass } from '@tollgate/contract';
import type { Queryable } from '../../../database/queryable.ts';
import type { InvocationFilter } from '../../search/invocations.queries.ts';
import { csvLine } from '../../../platform/csv-line.ts';
import { type ExportedInvocation, selectInvocations } from './export.queries.ts';

type Cell = string | number | boolean | null;

/** The columns, in an order that stays; new ones come last. */
const columns: Readonly<Record<string, (one: ExportedInvocation) => Cell>> = {
  request_id: (one) => one.request_id,
  at: (one) => one.at,
  trace_id: (one) => one.trace_id,
  session_id: (one) => one.session_id,
  client_request_id: (one) => one.client_request_id,
  user_id: (one) => one.user?.id ?? null,
  user_email: (one) => one.user?.email ?? null,
  instance_id: (one) => one.instance?.id ?? null,
  instance_name: (one) => one.instance?.name ?? null,
  key_id: (one) => one.key?.id ?? null,
  key_prefix: (one) => one.key?.prefix ?? null,
  protocol: (one) => one.protocol,
  endpoint: (one) => one.endpoint,
  stream: (one) => one.stream,
  requested_model: (one) => one.requested_model,
  selected_model: (one) => one.selected_model,
  final_model: (one) => one.final_model,
  provider: (one) => one.provider,
  provider_model: (one) => one.provider_model,
  route: (one) => one.route,
  decision: (one) => one.decision,
  status: (one) => one.status,
  http_status: (one) => one.http_status,
  error_code: (one) => one.error_code,
  policy_version: (one) => one.policy_version,
  rules: (one) => [...new Set(one.hits.map((hit) => hit.rule))].join(' '),
  total_ms: (one) => one.timings_ms.total,
  first_token_ms: (one) => one.timings_ms.first_token,
  input_tokens: tokens('input'),
  cached_input_tokens: tokens('cached_input'),
  cache_write_tokens: tokens('cache_write'),
  output_tokens: tokens('output'),
  reasoning_tokens: tokens('reasoning'),
  total_tokens: tokens('total'),
  tokens_estimated: (one) => one.usage?.estimated ?? null,
  cost_kind: (one) => one.cost?.kind ?? null,
  cost_currency: (one) => one.cost?.currency ?? null,
  cost_amount: (one) => one.cost?.amount ?? null,
  price_version: (one) => one.cost?.price_version ?? null,
  opened_by_journal: (one) => one.opened_by.journal_id,
  opened_by_sequence: (one) => one.opened_by.sequence,
  settled_by_journal: (one) => one.settled_by?.journal_id ?? null,
  settled_by_sequence: (one) => one.settled_by?.sequence ?? null,
};

function tokens(name: TokenClass | 'total') {
  return (one: ExportedInvocation): Cell => one.usage?.[name] ?? null;
}

/** The calls as CSV, oldest first, with the place of their events in the chains; some lines at a time. */
export async function* exportCsv(database: Queryable, filter: InvocationFilter): AsyncGenerator<string> {
  yield csvLine(Object.keys(columns));
  for await (const page of selectInvocations(database, filter, null)) {
    yield page.map((one) => csvLine(Object.values(columns).map((read) => read(one)))).join('');
  }
}
