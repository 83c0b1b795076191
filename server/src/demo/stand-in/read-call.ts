import type { IncomingMessage } from 'node:http';
import type { StandInCall } from './call.ts';
import { isObject, type JsonObject } from './json.ts';
import { routeOf } from './routes.ts';

/**
 * Reads a request.
 *
 * @param isEarly whether a model is answered before its request is read; asked as soon as the model is known
 */
export async function readCall(
  request: IncomingMessage,
  number: number,
  isEarly: (model: string) => boolean,
): Promise<StandInCall> {
  const receivedAtMs = Date.now();
  const path = request.url ?? '';
  const named = routeOf(pathOf(path))?.model ?? null;
  const chunks: Buffer[] = [];
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    if (chunks.length === 1 && isEarly(named ?? modelIn(chunk))) break;
  }
  const body = Buffer.concat(chunks);
  const json = parseObject(body);
  const said = typeof json?.['model'] === 'string' ? json['model'] : json === null ? modelIn(body) : '';
  return {
    number,
    method: request.method ?? '',
    path,
    headers: request.headers,
    rawHeaders: request.rawHeaders,
    remotePort: request.socket.remotePort,
    body,
    json,
    model: named ?? said,
    receivedAtMs,
    status: null,
    answeredAtMs: null,
    endedAtMs: null,
    cancelled: false,
  };
}

export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

/** From the beginning of a body that is not whole, or not JSON. */
function modelIn(bytes: Buffer): string {
  return /"model"\s*:\s*"([^"\\]*)"/.exec(bytes.toString('utf8', 0, 4096))?.[1] ?? '';
}

function parseObject(body: Buffer): JsonObject | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
