/**
 * The load generator, a process of its own that the benchmark talks to: it gets one `LoadOrder`, says `warm` after the
 * warm-up, waits for `go`, and answers with a `LoadResult`. It connects to 127.0.0.1 only.
 */
import { Pool } from 'undici';
import { bodiesOf, pacedStream, type Work } from './workload.ts';

export interface LoadOrder {
  readonly port: number;
  readonly key: string;
  readonly work: Work;
  /** Calls kept in flight; with `perSecond`, only the number of connections. */
  readonly inFlight: number;
  readonly warmUp: number;
  /** Calls that are measured. */
  readonly count: number;
  /** Calls started per second, whether or not earlier ones have ended. */
  readonly perSecond?: number;
  /** For paced streams: the pause between chunks. */
  readonly pauseMs?: number;
}

export interface LoadResult {
  readonly calls: number;
  readonly failed: number;
  readonly firstFailure: string | null;
  readonly decisions: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly bytesSent: number;
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Paced streams: from the upstream's write to the arrival here. */
  readonly chunkDelayMs: { readonly p50: number; readonly p99: number; readonly max: number } | null;
}

process.once('message', (order: LoadOrder) => {
  void run(order).then((result) => process.send?.(result, () => process.exit(0)));
});

async function run(order: LoadOrder): Promise<LoadResult> {
  const pool = new Pool(`http://127.0.0.1:${order.port}`, {
    connections: Math.max(order.inFlight, 64),
    pipelining: 1,
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
  });
  const callers = Array.from({ length: order.inFlight }, (_, caller) =>
    order.pauseMs === undefined ? bodiesOf(order.work, caller) : [pacedStream(caller, order.pauseMs)],
  );
  const headers = { authorization: `Bearer ${order.key}`, 'content-type': 'application/json' };
  const seen = {
    failed: 0,
    firstFailure: null as string | null,
    bytesSent: 0,
    decisions: {} as Record<string, number>,
  };
  let latencies: number[] = [];
  let delays: number[] = [];

  const call = (caller: number, turn: number): Promise<void> => {
    const bodies = callers[caller % callers.length] ?? [];
    const body = bodies[turn % bodies.length] ?? Buffer.alloc(0);
    const startedAt = performance.now();
    let status = 0;
    let text = '';
    return new Promise((resolve) => {
      const end = (failure: string | null): void => {
        latencies.push(performance.now() - startedAt);
        seen.bytesSent += body.length;
        if (failure !== null) {
          seen.failed++;
          seen.firstFailure ??= failure;
        }
        resolve();
      };
      pool.dispatch(
        { path: '/v1/chat/completions', method: 'POST', headers, body },
        {
          onRequestStart() {},
          onResponseStart(_controller, answered, answerHeaders) {
            status = answered;
            const decision = String(answerHeaders['x-tollgate-decision'] ?? 'none');
            seen.decisions[decision] = (seen.decisions[decision] ?? 0) + 1;
          },
          onResponseData(_controller, chunk) {
            if (status !== 200) text += chunk.toString();
            if (order.pauseMs !== undefined) noteDelays(chunk, delays);
          },
          onResponseEnd: () => end(status === 200 ? null : `${status} ${text.slice(0, 200)}`),
          onResponseError: (_controller, error) => end(error.message),
        },
      );
    });
  };

  const send = (count: number): Promise<void> =>
    order.perSecond === undefined
      ? keepInFlight(order.inFlight, count, call)
      : startEvery(order.perSecond, count, call);

  await send(order.warmUp);
  process.send?.('warm');
  await new Promise((go) => process.once('message', go));
  latencies = [];
  delays = [];
  seen.bytesSent = 0;
  const startedAt = performance.now();
  await send(order.count);
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  const chunkDelayMs = delays.length > 0 ? spread(delays) : null;
  return { calls: order.count, ...seen, seconds, latencyMs: spread(latencies), chunkDelayMs };
}

async function keepInFlight(
  inFlight: number,
  count: number,
  call: (caller: number, turn: number) => Promise<void>,
): Promise<void> {
  let left = count;
  const caller = async (number: number): Promise<void> => {
    for (let turn = 0; left-- > 0; turn++) await call(number, turn);
  };
  await Promise.all(Array.from({ length: inFlight }, (_, number) => caller(number)));
}

async function startEvery(
  perSecond: number,
  count: number,
  call: (caller: number, turn: number) => Promise<void>,
): Promise<void> {
  const startedAt = performance.now();
  const running: Promise<void>[] = [];
  while (running.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - startedAt) / 1000) * perSecond) + 1);
    while (running.length < due) running.push(call(running.length, 0));
    await new Promise((next) => setTimeout(next, 1));
  }
  await Promise.all(running);
}

function noteDelays(chunk: Buffer, delays: number[]): void {
  const arrived = process.hrtime.bigint();
  for (const [, writtenAt] of chunk.toString('latin1').matchAll(/at=(\d+); /g)) {
    delays.push(Number(arrived - BigInt(writtenAt ?? 0)) / 1e6);
  }
}

function spread(values: readonly number[]): { p50: number; p99: number; max: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
