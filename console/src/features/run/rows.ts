import type { components } from '../../lib/api-schema.ts';

type RunCall = components['schemas']['Invocation'];

/** One line of a run. A call's tool calls stand below it, each with the call that carried their results. */
export type Row =
  | { readonly kind: 'trace'; readonly key: string; readonly traceId: string | null; readonly calls: number }
  | { readonly kind: 'secure'; readonly key: string }
  | {
      readonly kind: 'call';
      readonly key: string;
      readonly call: RunCall;
      readonly number: number;
      readonly hasTools: boolean;
    }
  | {
      readonly kind: 'tools';
      readonly key: string;
      readonly call: RunCall;
      readonly answeredBy: RunCall;
      readonly number: number;
      readonly ids: readonly string[];
      readonly ms: number;
    };

export const startOf = ({ at }: RunCall): number => Date.parse(at);
export const endOf = (call: RunCall): number =>
  call.status === 'open' ? Date.now() : startOf(call) + (call.timings_ms.total ?? 0);

/**
 * The lines of a run in order.
 * @param folded calls whose tools are not shown, and traces whose calls are not
 * @param byTrace a session's calls stand under their traces
 */
export function rowsOf(calls: readonly RunCall[], folded: ReadonlySet<string>, byTrace: boolean): Row[] {
  const numbers = new Map(calls.map(({ request_id }, index) => [request_id, index + 1]));
  const followers = new Map<string, RunCall[]>();
  for (const call of calls) {
    if (call.parent === null || call.parent.tool_calls.length === 0) continue;
    const { request_id: parent } = call.parent;
    followers.set(parent, [...(followers.get(parent) ?? []), call]);
  }
  const counts = new Map<string | null, number>();
  for (const { trace_id } of calls) counts.set(trace_id, (counts.get(trace_id) ?? 0) + 1);
  const firstSecure = calls.find(({ route }) => route === 'secure');
  const turnsSecure = firstSecure !== undefined && calls.some(({ route }) => route === 'external');
  const rows: Row[] = [];
  let trace: string | null | undefined;
  for (const call of calls) {
    const traceKey = `trace ${call.trace_id}`;
    if (byTrace && call.trace_id !== trace) {
      trace = call.trace_id;
      rows.push({
        kind: 'trace',
        key: `${traceKey} ${call.request_id}`,
        traceId: trace,
        calls: counts.get(trace) ?? 0,
      });
    }
    if (byTrace && folded.has(traceKey)) continue;
    if (turnsSecure && call === firstSecure) rows.push({ kind: 'secure', key: 'secure' });
    const following = followers.get(call.request_id) ?? [];
    const number = numbers.get(call.request_id) ?? 0;
    rows.push({ kind: 'call', key: call.request_id, call, number, hasTools: following.length > 0 });
    if (folded.has(call.request_id)) continue;
    for (const answeredBy of following) {
      rows.push({
        kind: 'tools',
        key: `${call.request_id} ${answeredBy.request_id}`,
        call,
        answeredBy,
        number: numbers.get(answeredBy.request_id) ?? 0,
        ids: answeredBy.parent?.tool_calls ?? [],
        ms: Math.max(0, startOf(answeredBy) - endOf(call)),
      });
    }
  }
  return rows;
}

/** Where a moment stands on the axis, from 0 to 1. */
export type Axis = (ms: number) => number;

/** An idle stretch is drawn no wider than this part of the time in which something ran. */
const foldedShare = 0.03;

/** The axis of a run: as long as all of it; idle stretches are drawn short when they are folded. */
export function axisOf(calls: readonly RunCall[], foldsIdle: boolean): Axis {
  const busy: { start: number; end: number }[] = [];
  for (const call of calls.toSorted((a, b) => startOf(a) - startOf(b))) {
    const [start, end] = [startOf(call), Math.max(endOf(call), startOf(call) + 1)];
    const last = busy.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else busy.push({ start, end });
  }
  const busyMs = busy.reduce((sum, { start, end }) => sum + end - start, 0);
  const gapMost = foldsIdle ? Math.max(busyMs * foldedShare, 1) : Infinity;
  const points: { readonly at: number; readonly drawn: number }[] = [];
  let drawn = 0;
  for (const [index, { start, end }] of busy.entries()) {
    const before = busy[index - 1];
    if (before) drawn += Math.min(start - before.end, gapMost);
    points.push({ at: start, drawn });
    drawn += end - start;
    points.push({ at: end, drawn });
  }
  return (ms) => {
    const after = points.findIndex(({ at }) => at >= ms);
    if (after === -1) return 1;
    if (after === 0 || drawn === 0) return 0;
    const [one, other] = [points[after - 1]!, points[after]!];
    const share = (ms - one.at) / Math.max(other.at - one.at, 1);
    return (one.drawn + share * (other.drawn - one.drawn)) / drawn;
  };
}
