import { amountSums, callSums, insteadKind, rollupDimensions } from '../../database/rollups.ts';

const columns = [...rollupDimensions, ...callSums, ...amountSums];

const select = (bucket: string, values: Readonly<Record<string, string>>): string =>
  `select ${bucket} as bucket, ${columns.map((name) => `${values[name] ?? '0'} as ${name}`).join(', ')}`;

const ofCall = {
  session_id: `coalesce(call.session_id, '')`,
  user_id: `coalesce(call.user_id, '')`,
  instance_id: `coalesce(call.instance_id, '')`,
  model: `coalesce(call.final_model, '')`,
  provider_id: `coalesce(call.provider_id, '')`,
  route: `coalesce(call.route, '')`,
  kind: `coalesce(call.cost_kind, '')`,
  currency: `coalesce(call.cost_currency, '')`,
  calls: '1',
  completed_calls: `(call.status = 'completed')::int`,
  metered_calls: '(call.total_tokens is not null)::int',
  unpriced_calls: `(call.total_tokens is not null and call.cost_amount is null and not exists (
    select from ledger one where one.request_id = call.request_id and one.at = call.at))::int`,
  estimated_calls: 'coalesce(call.usage_estimated, false)::int',
  rerouted_calls: `coalesce(call.decision = 'rerouted', false)::int`,
  input_tokens: 'coalesce(call.input_tokens, 0)',
  cached_input_tokens: 'coalesce(call.cached_input_tokens, 0)',
  cache_write_tokens: 'coalesce(call.cache_write_tokens, 0)',
  output_tokens: 'coalesce(call.output_tokens, 0)',
  reasoning_tokens: 'coalesce(call.reasoning_tokens, 0)',
};

const whose = {
  session_id: `coalesce(entry.session_id, '')`,
  user_id: `coalesce(entry.user_id, '')`,
  instance_id: `coalesce(entry.instance_id, '')`,
  model: `coalesce(entry.model, '')`,
  provider_id: `coalesce(entry.provider_id, '')`,
  route: `coalesce(entry.route, '')`,
};

const ofEntry = {
  ...whose,
  kind: 'entry.kind',
  currency: 'entry.currency',
  ...Object.fromEntries(amountSums.map((name) => [name, `entry.${name}`])),
  estimated_amount: 'case when entry.is_estimated then entry.amount else 0 end',
  rerouted_amount: 'case when entry.is_rerouted then entry.amount else 0 end',
  cache_savings: 'coalesce(entry.cache_savings, 0)',
};

const instead = {
  ...whose,
  kind: `'${insteadKind}'`,
  currency: 'entry.instead_currency',
  amount: 'entry.instead_amount',
};

/** Of a charge whose call is not kept any more: what the ledger knows of the call. */
const ofGoneCall = {
  ...whose,
  kind: 'entry.kind',
  currency: 'entry.currency',
  calls: '1',
  metered_calls: '1',
  estimated_calls: 'coalesce(entry.is_estimated, false)::int',
  rerouted_calls: 'coalesce(entry.is_rerouted, false)::int',
  ...Object.fromEntries(callSums.filter((name) => name.endsWith('_tokens')).map((name) => [name, `entry.${name}`])),
};

/** Before this time calls are not kept any more, and only the ledger tells of them. */
export const callsKeptFrom = `(select coalesce(date_trunc('month', min(at), 'UTC'), 'infinity') from invocations)`;

/** The record itself as facts: a relation with the columns of `cost_rollups`, and the time of the call as bucket. */
export const rawFacts = (within: (at: string) => string): string =>
  `(${select('call.at', ofCall)} from invocations call where ${within('call.at')}
   union all ${select('entry.at', ofEntry)} from ledger entry where ${within('entry.at')}
   union all ${select('entry.at', instead)} from ledger entry
     where entry.instead_amount is not null and ${within('entry.at')}
   union all ${select('entry.at', ofGoneCall)} from ledger entry
     where entry.entry = 'charge' and entry.at < ${callsKeptFrom} and ${within('entry.at')})`;

/** The same of calls that are kept, with their trace and key beside it: what rollups do not know. */
export const rawFactsOfCalls = (within: (at: string) => string): string => {
  const more = 'call.trace_id, call.key_id';
  const entries =
    'from invocations call join ledger entry on entry.request_id = call.request_id and entry.at = call.at';
  return `(${select(`${more}, call.at`, ofCall)} from invocations call where ${within('call.at')}
   union all ${select(`${more}, entry.at`, ofEntry)} ${entries} where ${within('call.at')}
   union all ${select(`${more}, entry.at`, instead)} ${entries}
     where entry.instead_amount is not null and ${within('call.at')})`;
};
