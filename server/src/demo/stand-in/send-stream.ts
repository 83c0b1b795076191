import type { Behaviour } from './behaviour.ts';
import type { StandInCall } from './call.ts';
import { failureOf } from './failure.ts';
import { frameOf } from './frame.ts';
import type { Outlet } from './outlet.ts';
import type { Protocol, StreamEvent } from './protocols/protocol.ts';

/** Sends the events of an answer, with the faults that the behaviour wants between them. */
export async function sendStream(
  events: readonly StreamEvent[],
  protocol: Protocol,
  call: StandInCall,
  behaviour: Behaviour,
  outlet: Outlet,
): Promise<void> {
  const type = protocol.frames === 'sse' ? 'text/event-stream; charset=utf-8' : 'application/x-ndjson';
  outlet.head(200, { 'content-type': type, 'cache-control': 'no-cache' });
  let sent = 0;
  const send = async (event: StreamEvent, isLast = false): Promise<void> => {
    if (sent > 0) await outlet.wait(behaviour.chunkDelayMs);
    const mark = sent === 0 && behaviour.byteOrderMark === true ? '\uFEFF' : '';
    const text = mark + frameOf(numbered(event, protocol, sent), protocol, behaviour);
    await outlet.write(isLast && behaviour.lastEventOpen === true ? text.replace(/\s+$/, '') : text);
    sent += 1;
  };

  let pieces = 0;
  for (const [index, event] of events.entries()) {
    if (pieces === behaviour.cutAfter) return outlet.cut();
    if (pieces === behaviour.silentAfter) return outlet.waitForCaller();
    if (pieces === behaviour.errorEventAfter) {
      await send(protocol.errorEvent({ ...failureOf(500), ...behaviour.error }, behaviour, call));
      return outlet.end();
    }
    await send(event, index === events.length - 1 && protocol.done === null);
    if (event.isPiece) pieces += 1;
    if (behaviour.endless === true && pieces === 2) for (;;) await send(event);
  }
  if (protocol.done !== null && behaviour.withoutDone !== true) {
    await send({ data: protocol.done, isPiece: false }, true);
  }
  if (behaviour.staysOpen === true) return outlet.waitForCaller();
  return outlet.end();
}

function numbered(event: StreamEvent, { numberedBy }: Protocol, number: number): StreamEvent {
  if (numberedBy === undefined || typeof event.data === 'string') return event;
  return { ...event, data: { ...event.data, [numberedBy]: number } };
}
