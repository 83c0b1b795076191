import type { Behaviour } from './behaviour.ts';
import type { StandInCall } from './call.ts';
import { chunksOf, completionOf } from './completion.ts';
import type { Outlet } from './outlet.ts';
import { replyTo } from './reply.ts';

/** Answers one chat call as its behaviour says. */
export async function answerChat(call: StandInCall, behaviour: Behaviour, outlet: Outlet): Promise<void> {
  await outlet.wait(behaviour.firstByteDelayMs);
  if (behaviour.dropsConnection === true) return outlet.cut();
  if (behaviour.body !== undefined) return answerStrangely(behaviour, outlet);
  if (behaviour.refusesStreamOptions === true && call.json?.stream_options != null) {
    const message = 'Unrecognized request argument supplied: stream_options';
    return answerError(400, { ...behaviour, error: { message, code: null } }, outlet);
  }
  const status = behaviour.status ?? 200;
  if (status >= 400) return answerError(status, behaviour, outlet);
  if (status >= 300) return answerRedirect(status, call, outlet);
  if (call.json === null || !Array.isArray(call.json.messages)) {
    return answerError(
      400,
      { error: { message: "Missing required parameter: 'messages'.", code: 'missing_required_parameter' } },
      outlet,
    );
  }
  if (call.json.stream === true) return answerStream(call, behaviour, outlet);
  return answerWhole(call, behaviour, outlet);
}

async function answerWhole(call: StandInCall, behaviour: Behaviour, outlet: Outlet): Promise<void> {
  const body = completionOf(replyTo(call, behaviour), behaviour);
  outlet.head(200, { 'content-type': 'application/json' });
  if (behaviour.cutAfter !== undefined || behaviour.silentAfter !== undefined) {
    await outlet.write(body.slice(0, Math.floor(body.length / 2)));
    if (behaviour.silentAfter !== undefined) return outlet.waitForCaller();
    return outlet.cut();
  }
  await outlet.write(body);
  await outlet.end();
}

async function answerStream(call: StandInCall, behaviour: Behaviour, outlet: Outlet): Promise<void> {
  const newline = behaviour.lineEnd ?? '\n';
  const event = (data: string): string =>
    `${behaviour.comments === true ? `: keep-alive${newline}${newline}` : ''}data: ${data}${newline}${newline}`;
  const chunks = chunksOf(replyTo(call, behaviour), behaviour, call.json);
  outlet.head(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  let sent = 0;
  for (const chunk of chunks) {
    if (sent === behaviour.cutAfter) return outlet.cut();
    if (sent === behaviour.silentAfter) return outlet.waitForCaller();
    if (sent === behaviour.errorEventAfter) {
      await outlet.write(event(JSON.stringify({ error: envelope(500, behaviour) })));
      return outlet.end();
    }
    if (sent > 0) await outlet.wait(behaviour.chunkDelayMs);
    await outlet.write(event(chunk));
    sent += 1;
    if (behaviour.endless === true && sent === 2) {
      for (;;) {
        await outlet.wait(behaviour.chunkDelayMs ?? 0);
        await outlet.write(event(chunk));
      }
    }
  }
  if (behaviour.withoutDone !== true) await outlet.write(event('[DONE]'));
  if (behaviour.staysOpen === true) return outlet.waitForCaller();
  return outlet.end();
}

async function answerError(status: number, behaviour: Behaviour, outlet: Outlet): Promise<void> {
  const retry: Record<string, string> = status === 429 ? { 'retry-after': '1' } : {};
  outlet.head(status, { 'content-type': 'application/json', ...retry });
  await outlet.write(JSON.stringify({ error: envelope(status, behaviour) }));
  return outlet.end();
}

async function answerRedirect(status: number, call: StandInCall, outlet: Outlet): Promise<void> {
  outlet.head(status, { location: `${call.path}?redirected` });
  return outlet.end();
}

async function answerStrangely(behaviour: Behaviour, outlet: Outlet): Promise<void> {
  const status = behaviour.status ?? 200;
  switch (behaviour.body) {
    case 'html':
      outlet.head(status, { 'content-type': 'text/html' });
      await outlet.write('<html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>');
      break;
    case 'invalid_json':
      outlet.head(status, { 'content-type': 'application/json' });
      await outlet.write('{"id":"chatcmpl-1","choices":[{"index":0,');
      break;
    case 'invalid_sse':
      outlet.head(status, { 'content-type': 'text/event-stream' });
      await outlet.write('this is no event\n\ndata: {"choices":[{"index":0,\n\ndata\n\n');
      break;
    default:
      outlet.head(status, {});
  }
  return outlet.end();
}

const errorTypes: Readonly<Record<number, readonly [type: string, code: string | null, message: string]>> = {
  400: ['invalid_request_error', null, 'The request is not valid.'],
  401: ['authentication_error', 'invalid_api_key', 'Incorrect API key provided: sk-stand-in-****.'],
  402: ['insufficient_quota', 'insufficient_quota', 'You exceeded your current quota.'],
  403: ['permission_error', 'forbidden', 'Your account may not use this model.'],
  404: ['invalid_request_error', 'model_not_found', 'The model does not exist.'],
  409: ['conflict_error', 'conflict', 'The resource is being changed by another request.'],
  422: ['invalid_request_error', 'unprocessable', 'The request could not be processed.'],
  429: ['rate_limit_error', 'rate_limit_exceeded', 'Rate limit reached for requests.'],
  503: ['server_error', 'service_unavailable', 'The engine is currently overloaded.'],
  529: ['overloaded_error', 'overloaded', 'Overloaded.'],
};

function envelope(status: number, behaviour: Behaviour): Readonly<Record<string, unknown>> {
  const [type, code, message] = errorTypes[status] ?? ['server_error', null, 'The server had an error.'];
  return { message, type, param: null, code, ...behaviour.error };
}
