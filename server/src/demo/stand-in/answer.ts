import type { Behaviour } from './behaviour.ts';
import type { StandInCall } from './call.ts';
import { type Failure, failureOf, Refused } from './failure.ts';
import type { Outlet } from './outlet.ts';
import type { Protocol } from './protocols/protocol.ts';
import { replyTo } from './reply.ts';
import { sendStream } from './send-stream.ts';
import { sendStrange } from './send-strange.ts';

/** Answers one call for words as its behaviour says. */
export async function answerCall(
  call: StandInCall,
  protocol: Protocol,
  behaviour: Behaviour,
  outlet: Outlet,
): Promise<void> {
  if (await failed(call, protocol.errorBody, behaviour, outlet)) return undefined;
  try {
    protocol.check(call, behaviour);
  } catch (error) {
    if (error instanceof Refused) return sendError(error.failure, call, protocol.errorBody, behaviour, outlet);
    throw error;
  }
  const asked = protocol.ask(call);
  const reply = replyTo(asked, call, behaviour);
  if (asked.wantsStream) return sendStream(protocol.stream(reply, behaviour, call), protocol, call, behaviour, outlet);
  return sendWhole(JSON.stringify(protocol.body(reply, behaviour, call)), behaviour, outlet);
}

/** Does what the behaviour has in store for every request, whatever is in it. @returns whether that was the answer */
export async function failed(
  call: StandInCall,
  errorBody: Protocol['errorBody'],
  behaviour: Behaviour,
  outlet: Outlet,
): Promise<boolean> {
  await outlet.wait(behaviour.firstByteDelayMs);
  const status = behaviour.status ?? 200;
  if (behaviour.dropsConnection === true) await outlet.cut();
  else if (behaviour.body !== undefined) await sendStrange(call, errorBody, behaviour, outlet);
  else if (status >= 400) {
    await sendError({ ...failureOf(status), ...behaviour.error }, call, errorBody, behaviour, outlet);
  } else if (status >= 300) await sendRedirect(status, call, outlet);
  else return false;
  return true;
}

export async function sendError(
  failure: Failure,
  call: StandInCall,
  errorBody: Protocol['errorBody'],
  { retryAfterSeconds }: Behaviour,
  outlet: Outlet,
): Promise<void> {
  const seconds = retryAfterSeconds ?? (failure.status === 429 ? 1 : null);
  const retry: Record<string, string> = seconds === null ? {} : { 'retry-after': String(seconds) };
  outlet.head(failure.status, { 'content-type': 'application/json', ...retry });
  await outlet.write(JSON.stringify(errorBody(failure, call)));
  return outlet.end();
}

async function sendRedirect(status: number, call: StandInCall, outlet: Outlet): Promise<void> {
  outlet.head(status, { location: `${call.path}?redirected` });
  return outlet.end();
}

export async function sendWhole(body: string, behaviour: Behaviour, outlet: Outlet): Promise<void> {
  outlet.head(200, { 'content-type': 'application/json' });
  if (behaviour.silentAfter === 0) return outlet.waitForCaller();
  if (behaviour.cutAfter !== undefined || behaviour.silentAfter !== undefined) {
    await outlet.write(body.slice(0, Math.floor(body.length / 2)));
    if (behaviour.silentAfter !== undefined) return outlet.waitForCaller();
    return outlet.cut();
  }
  await outlet.write(body);
  return outlet.end();
}
