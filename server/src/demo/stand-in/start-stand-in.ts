import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerChat } from './answer.ts';
import { type Behaviour, behaviourOfModel } from './behaviour.ts';
import type { ChatRequest, StandInCall } from './call.ts';
import { CallerGone, Outlet } from './outlet.ts';

/** Which calls a scripted behaviour is for: those of a model, or those that a predicate accepts. */
export type Matcher = string | ((call: StandInCall) => boolean);

export interface StandIn {
  /** The base URL that a provider of protocol `openai` takes: ends in `/v1`. */
  readonly url: string;
  readonly port: number;
  /** Every request received so far, in order. */
  readonly calls: readonly StandInCall[];
  /**
   * Makes matching calls behave so, from now on; the newest matching rule counts, before the model's name.
   * @param times after so many calls the rule is used up
   * @returns takes the rule away
   */
  script(matcher: Matcher, behaviour: Behaviour, times?: number): () => void;
  /** Forgets rules and calls. */
  reset(): void;
  /** Ends at once, breaking what is open. */
  close(): Promise<void>;
}

interface Rule {
  readonly matches: (call: StandInCall) => boolean;
  readonly behaviour: Behaviour;
  left: number;
}

/**
 * A model server for tests and the demo: real HTTP, OpenAI's wire format (`POST /v1/chat/completions`,
 * `GET /v1/models`), and any fault on demand. Listens on a free port of the loopback unless told otherwise.
 */
export async function startStandIn(options: { port?: number; host?: string } = {}): Promise<StandIn> {
  const { port = 0, host = '127.0.0.1' } = options;
  const calls: StandInCall[] = [];
  const rules: Rule[] = [];
  let received = 0;

  const behaviourFor = (call: StandInCall): Behaviour => {
    const rule = rules.findLast(({ matches, left }) => left > 0 && matches(call));
    if (rule === undefined) return behaviourOfModel(call.model);
    rule.left -= 1;
    return rule.behaviour;
  };
  const server = createServer((request, response) => {
    void serve(request, response, { number: (received += 1), calls, behaviourFor });
  });
  server.keepAliveTimeout = 60_000;
  const bound = await listen(server, port, host);

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/v1`,
    port: bound,
    calls,
    script(matcher, behaviour, times = Number.POSITIVE_INFINITY) {
      const matches = typeof matcher === 'string' ? (call: StandInCall) => call.model === matcher : matcher;
      const rule: Rule = { matches, behaviour, left: times };
      rules.push(rule);
      return () => void (rule.left = 0);
    },
    reset() {
      rules.length = 0;
      calls.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Desk {
  readonly number: number;
  readonly calls: StandInCall[];
  readonly behaviourFor: (call: StandInCall) => Behaviour;
}

async function serve(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  try {
    const call = await readCall(request, desk.number);
    desk.calls.push(call);
    response.once('close', () => {
      if (call.endedAtMs === null && !response.writableEnded) call.cancelled = true;
      call.endedAtMs ??= Date.now();
    });
    await route(call, response, desk);
  } catch (error) {
    // A caller that leaves is what some tests are about.
    if (!(error instanceof CallerGone) && !request.destroyed) response.destroy();
  }
}

async function route(call: StandInCall, response: ServerResponse, desk: Desk): Promise<void> {
  if (call.method === 'POST' && call.path === '/v1/chat/completions') {
    const behaviour = desk.behaviourFor(call);
    if (behaviour.body === 'not_http') {
      call.endedAtMs = Date.now();
      response.socket?.end('220 mail.example ESMTP ready\r\n');
      return;
    }
    await answerChat(call, behaviour, new Outlet(response, behaviour, call));
    return;
  }
  const outlet = new Outlet(response, {}, call);
  if (call.method === 'GET' && call.path === '/v1/models') {
    const model = (id: string) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'stand-in' });
    outlet.head(200, { 'content-type': 'application/json' });
    await outlet.write(JSON.stringify({ object: 'list', data: ['stand-in-plain', 'stand-in-tools'].map(model) }));
  } else {
    const error = {
      message: `Unknown request URL: ${call.method} ${call.path}.`,
      type: 'invalid_request_error',
      param: null,
      code: 'unknown_url',
    };
    outlet.head(404, { 'content-type': 'application/json' });
    await outlet.write(JSON.stringify({ error }));
  }
  await outlet.end();
}

async function readCall(request: IncomingMessage, number: number): Promise<StandInCall> {
  const receivedAtMs = Date.now();
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const json = parseObject(body);
  return {
    number,
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    rawHeaders: request.rawHeaders,
    remotePort: request.socket.remotePort,
    body,
    json,
    model: typeof json?.model === 'string' ? json.model : '',
    receivedAtMs,
    status: null,
    answeredAtMs: null,
    endedAtMs: null,
    cancelled: false,
  };
}

function parseObject(body: Buffer): ChatRequest | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
