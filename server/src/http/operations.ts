import type { ServerResponse } from 'node:http';
import type { PublishedMetrics } from './metrics.ts';

/** Whether this process can govern calls; `reasons` says why not, `notices` what an administrator should look at. */
export interface Readiness {
  readonly isReady: boolean;
  readonly reasons: readonly string[];
  readonly notices: readonly string[];
}

/** `/healthz` (the process is up) and `/readyz` (it can govern, or says why not). False for any other address. */
export function answerHealth(path: string, response: ServerResponse, readiness: () => Readiness): boolean {
  if (path === '/healthz') return sendJson(response, 200, { status: 'ok' });
  if (path !== '/readyz') return false;
  const { isReady, reasons, notices } = readiness();
  return sendJson(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', reasons, notices });
}

/** `/metrics`, in Prometheus' text format; only on the listener of the administrators. */
export async function answerMetrics(response: ServerResponse, metrics: PublishedMetrics): Promise<void> {
  const text = await metrics.text();
  response.writeHead(200, { 'content-type': metrics.contentType });
  response.end(text);
}

function sendJson(response: ServerResponse, status: number, value: object): true {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
  return true;
}
