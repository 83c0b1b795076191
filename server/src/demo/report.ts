import { money, type Invocation } from '@tollgate/contract';
import type { DemoCall, Seen } from './calls.ts';
import type { CostRow, TraceView } from './administration.ts';

export interface DemoResult {
  readonly call: DemoCall;
  readonly seen: Seen;
  readonly record: Invocation | null;
  readonly problems: readonly string[];
}

/** What a call came to that it should not have; empty when all is right. */
export function checkCall(call: DemoCall, seen: Seen, record: Invocation | null): string[] {
  const problems: string[] = [];
  const same = (what: string, is: unknown, should: unknown): void => {
    if (is !== should) problems.push(`${call.title}: ${what} is ${String(is)} and should be ${String(should)}`);
  };
  const { expected } = call;
  same('the status', seen.status, expected.status);
  same('the decision', seen.headers.get('x-tollgate-decision'), expected.decision);
  same('the route', seen.headers.get('x-tollgate-route'), expected.route);
  same('the model', seen.headers.get('x-tollgate-model'), expected.model);
  if (!record) return [...problems, `${call.title}: the record does not have it`];
  same('the recorded decision', record.decision, expected.decision);
  same('the recorded route', record.route, expected.route);
  same('the recorded model', record.final_model, expected.model);
  if (expected.model !== null && record.cost === null) problems.push(`${call.title}: no cost is recorded`);
  return problems;
}

export function resultTable(results: readonly DemoResult[]): string {
  const rows = results.map(({ call, seen, record, problems }) => [
    problems.length === 0 ? 'ok' : 'NO',
    call.title,
    record?.decision ?? `refused ${seen.status}`,
    [...new Set(record?.hits.filter((hit) => hit.action !== 'allow').map((hit) => hit.rule))].join(' ') || '-',
    record?.route ?? '-',
    record?.final_model ?? '-',
    tokensOf(record),
    costOf(record),
    `${seen.latencyMs.toFixed(1)} ms`,
    record?.trace_id ?? '-',
  ]);
  return table(
    ['', 'call', 'decision', 'rule', 'route', 'model', 'tokens in/cached/out/reasoning', 'cost', 'latency', 'trace'],
    rows,
  );
}

export function traceTable({ items, totals }: TraceView): string {
  const rows = items.map((item, index) => [
    `${index + 1}`,
    item.request_id,
    item.final_model ?? '-',
    item.status,
    tokensOf(item),
    costOf(item),
  ]);
  const costs = totals.costs.map((cost) => `${trimmed(cost.amount)} ${cost.currency}`).join(', ');
  return `${table(['step', 'request', 'model', 'status', 'tokens in/cached/out/reasoning', 'cost'], rows)}\n  in all: ${totals.calls} calls, ${totals.usage.total} tokens, ${costs || 'no cost'}`;
}

export function costTable(rows: readonly CostRow[]): string {
  return table(
    ['user', 'calls', 'tokens', 'cost'],
    rows.map((row) => [
      row.name ?? 'nobody (no valid key)',
      String(row.calls),
      String(row.usage.total),
      row.costs.map((cost) => `${trimmed(cost.amount)} ${cost.currency} (${cost.kind.replace('_', ' ')})`).join(', ') ||
        '-',
    ]),
  );
}

function tokensOf(record: Invocation | null): string {
  const usage = record?.usage;
  return usage ? `${usage.input}/${usage.cached_input}/${usage.output}/${usage.reasoning}` : '-';
}

function costOf(record: Invocation | null): string {
  return record?.cost ? `${trimmed(record.cost.amount)} ${record.cost.currency}` : '-';
}

/** Without trailing zeros, which mean nothing. */
function trimmed(amount: string): string {
  const text = money.toText(money.decimal(amount));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
