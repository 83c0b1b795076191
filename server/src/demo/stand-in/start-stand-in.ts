import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCall, failed, sendError, sendWhole } from './answer.ts';
import type { Behaviour } from './behaviour.ts';
import type { StandInCall } from './call.ts';
import { behaviourOfModel } from './directives.ts';
import type { Embedder } from './embeddings/embedder.ts';
import { refuse, Refused } from './failure.ts';
import { defaultModels, modelsAt } from './models.ts';
import { CallerGone, Outlet } from './outlet.ts';
import { chat } from './protocols/chat.ts';
import { google } from './protocols/google.ts';
import { messages } from './protocols/messages.ts';
import type { Protocol } from './protocols/protocol.ts';
import { pathOf, readCall } from './read-call.ts';
import { routeOf } from './routes.ts';

/** Which calls a scripted behaviour is for: those of a model, or those that a predicate accepts. */
export type Matcher = string | ((call: StandInCall) => boolean);

export interface StandIn {
  /** The base URL that a provider of protocol `openai` takes: ends in `/v1`. */
  readonly url: string;
  /** The base URL of `anthropic` and `ollama`; with `/v1beta` after it of `google`, with or without `/openai/v1` of Azure. */
  readonly origin: string;
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
 * A model server for tests and the demo: real HTTP, the protocols of OpenAI (chat, responses, embeddings), Azure,
 * Anthropic, Google and Ollama at the paths that they have, each refusing what the real one refuses, and any fault on
 * demand. Shares no code with the gateway's converters, so that it can prove them wrong. Listens on a free port of the
 * loopback unless told otherwise.
 */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const { port = 0, host = '127.0.0.1', models = defaultModels } = options;
  const calls: StandInCall[] = [];
  const rules: Rule[] = [];
  let received = 0;

  const misbehaved = new Set<string>();

  const firstOnly = (behaviour: Behaviour, model: string): Behaviour => {
    if (behaviour.once !== true) return behaviour;
    if (misbehaved.has(model)) return { strict: true };
    misbehaved.add(model);
    return behaviour;
  };
  const behaviourFor = (call: StandInCall): Behaviour => {
    const rule = rules.findLast(({ matches, left }) => left > 0 && matches(call));
    if (rule === undefined) return firstOnly(behaviourOfModel(call.model), call.model);
    rule.left -= 1;
    return rule.behaviour;
  };
  const server = createServer((request, response) => {
    void serve(request, response, { number: (received += 1), calls, behaviourFor, models });
  });
  server.keepAliveTimeout = 60_000;
  const bound = await listen(server, port, host);

  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  return {
    url: `${origin}/v1`,
    origin,
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
      misbehaved.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface StandInOptions {
  readonly port?: number;
  readonly host?: string;
  /** The names that its lists of models hold. */
  readonly models?: readonly string[];
}

interface Desk {
  readonly number: number;
  readonly calls: StandInCall[];
  readonly behaviourFor: (call: StandInCall) => Behaviour;
  readonly models: readonly string[];
}

async function serve(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  try {
    const call = await readCall(request, desk.number, (model) => behaviourOfModel(model).early === true);
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
  const path = pathOf(call.path);
  const answers = call.method === 'POST' ? routeOf(path)?.answers : undefined;
  const behaviour = desk.behaviourFor(call);
  if (behaviour.body === 'not_http') {
    call.endedAtMs = Date.now();
    response.socket?.end('220 mail.example ESMTP ready\r\n');
    return undefined;
  }
  const outlet = new Outlet(response, behaviour, call);
  if (answers === undefined) return answerOther(call, path, behaviour, outlet, desk.models);
  return 'protocol' in answers
    ? answerCall(call, answers.protocol, behaviour, outlet)
    : answerWithBody(call, answers.whole, behaviour, outlet);
}

/** Embeddings and counts of tokens. */
async function answerWithBody(
  call: StandInCall,
  { body, errorBody }: Embedder,
  behaviour: Behaviour,
  outlet: Outlet,
): Promise<void> {
  if (await failed(call, errorBody, behaviour, outlet)) return undefined;
  return orRefuse(call, errorBody, outlet, () => sendWhole(JSON.stringify(body(call, behaviour)), behaviour, outlet));
}

/** Lists of models, and what there is not. */
async function answerOther(
  call: StandInCall,
  path: string,
  behaviour: Behaviour,
  outlet: Outlet,
  names: readonly string[],
): Promise<void> {
  const { errorBody } = path.startsWith('/v1beta/')
    ? google
    : call.headers['anthropic-version'] === undefined
      ? chat
      : messages;
  if (await failed(call, errorBody, behaviour, outlet)) return undefined;
  return orRefuse(call, errorBody, outlet, async () => {
    const models = modelsAt(path, call, names);
    if (models === null) {
      refuse(`Unknown request URL: ${call.method} ${call.path}.`, { status: 404, code: 'unknown_url' });
    }
    return sendWhole(JSON.stringify(models), {}, outlet);
  });
}

async function orRefuse(
  call: StandInCall,
  errorBody: Protocol['errorBody'],
  outlet: Outlet,
  answer: () => Promise<void>,
): Promise<void> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return sendError(error.failure, call, errorBody, {}, outlet);
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
