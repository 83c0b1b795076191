import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { JournalUnavailable } from '../../audit/journal/journal.ts';
import { type Call, receiveCall } from '../../journey/call.ts';
import { recordUnsent } from '../../journey/call-record.ts';
import type { Gateway } from '../../journey/gateway.ts';
import { govern } from '../../journey/journey.ts';
import { errorBody, errorHeaders } from '../../journey/refuse.ts';
import { refusal } from '../../journey/refusal.ts';
import { sendBody } from '../../journey/respond.ts';
import { newId } from '../../platform/ids.ts';
import { chatSurface } from '../../providers/openai/surface.ts';
import { surfaces } from '../../providers/surfaces.ts';
import { messagesSurface } from '../../providers/messages/surface.ts';
import type { Surface } from '../../providers/surface.ts';
import type { ClientAddress } from '../client-address.ts';
import { answerCatalog } from './catalog.ts';
import { answerModels } from './models.ts';
import { answerUsage } from './usage.ts';

/** The part of the server that agents speak to. */
export interface DataPlane {
  /** Whether an address belongs to the data plane. */
  owns(path: string): boolean;
  handle(request: IncomingMessage, response: ServerResponse): void;
  refuseUpgrade(request: IncomingMessage, socket: Duplex): void;
  /** Calls that have not ended yet. */
  readonly running: number;
  /** Resolves when no call runs, or after the time given. @returns how many were still running */
  idle(timeoutMs: number): Promise<number>;
}

/** Where ClawManager's instances are configured to call; it answers like `/v1/`. */
const compatiblePrefix = '/api/v1/gateway/llm/';

export function createDataPlane(gateway: Gateway, clientAddress: ClientAddress): DataPlane {
  let running = 0;
  const whenIdle = new Set<() => void>();

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    running++;
    gateway.metrics.inFlight(1);
    const path = pathOf(request.url ?? '/');
    const call = receiveCall(request, response, clientAddress(request), surfaceOf(path, request));
    route(call, path, gateway)
      .catch((error: unknown) => failed(call, error, gateway))
      .finally(() => {
        running--;
        gateway.metrics.inFlight(-1);
        if (running === 0) for (const resolve of whenIdle) resolve();
      });
  };

  return {
    owns: (path) => path.startsWith('/v1/') || path === '/v1' || path.startsWith(compatiblePrefix),
    handle,
    refuseUpgrade(request, socket) {
      const refused = refusal('upgrade_required');
      const id = newId('req');
      const { message, code, httpStatus } = refused;
      const error = { message, code, httpStatus, type: 'invalid_request_error', param: null, requestId: id };
      const body = chatSurface.errors.body(error);
      const headers = {
        ...errorHeaders(refused),
        'x-request-id': id,
        'request-id': id,
        connection: 'close',
        'content-length': body.length,
      };
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      socket.end(`HTTP/1.1 426 Upgrade Required\r\n${lines.join('')}\r\n${body.toString()}`);
      request.destroy();
    },
    get running() {
      return running;
    },
    async idle(timeoutMs) {
      if (running > 0) {
        await new Promise<void>((resolve) => {
          whenIdle.add(resolve);
          setTimeout(resolve, timeoutMs).unref();
        });
      }
      return running;
    },
  };
}

async function route(call: Call, path: string, gateway: Gateway): Promise<void> {
  const { method } = call.request;
  const model = /^\/v1\/models\/(.+)$/.exec(path)?.[1];
  if (surfaces.has(path)) {
    return method === 'POST' ? govern(call, gateway) : answerError(call, 'method_not_allowed', { allow: 'POST' });
  }
  const read = model === undefined ? reads.get(path) : answerModels.bind(null, decoded(model));
  if (!read) return answerError(call, 'unknown_url');
  return method === 'GET' ? read(call, gateway) : answerError(call, 'method_not_allowed', { allow: 'GET' });
}

/** What is answered from the gateway itself. */
const reads: ReadonlyMap<string, (call: Call, gateway: Gateway) => Promise<void>> = new Map([
  ['/v1/models', answerModels.bind(null, null)],
  ['/v1/catalog', answerCatalog],
  ['/v1/usage', answerUsage],
]);

/** Addresses that answer like `/v1/`: ClawManager's, and those of the catalogue for protocols other than OpenAI's. */
function pathOf(url: string): string {
  const path = url.split('?', 1)[0] ?? '/';
  if (path.startsWith(compatiblePrefix)) return `/v1/${path.slice(compatiblePrefix.length)}`;
  return path.replace(/^\/v1\/native\/[^/]+\/v1\//, '/v1/');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function answerError(call: Call, code: Parameters<typeof refusal>[0], headers: Record<string, string> = {}): void {
  const refused = refusal(code);
  call.request.resume();
  sendBody(call, refused.httpStatus, { ...errorHeaders(refused), ...headers }, errorBody(call, refused));
}

/** What errors at this address are said in too: whoever sends `anthropic-version` reads Anthropic's. */
function surfaceOf(path: string, { headers }: IncomingMessage): Surface {
  const isAnthropic = path.startsWith('/v1/messages/') || headers['anthropic-version'] !== undefined;
  return surfaces.get(path) ?? (isAnthropic ? messagesSurface : chatSurface);
}

/** Something of ours broke: the record says so, and so does the answer; the cause is only logged. */
async function failed(call: Call, error: unknown, gateway: Gateway): Promise<void> {
  gateway.log.error({ request_id: call.requestId, error }, 'a call failed inside the gateway');
  const refused = refusal(error instanceof JournalUnavailable ? 'audit_unavailable' : 'internal_error');
  const outcome = {
    status: 'failed',
    httpStatus: refused.httpStatus,
    errorCode: refused.code,
    errorDetail: nameOf(error),
  } as const;
  const recorded = call.record
    ? call.record.settle(outcome)
    : call.draft.head.user && recordUnsent(call, gateway, outcome, []);
  await Promise.resolve(recorded).catch((cause: unknown) => {
    gateway.log.error({ request_id: call.requestId, cause }, 'the failed call could not be settled; recovery will');
  });
  if (call.response.headersSent) call.response.destroy();
  else sendBody(call, refused.httpStatus, errorHeaders(refused), errorBody(call, refused));
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
