import type { Behaviour } from './behaviour.ts';
import type { StandInCall } from './call.ts';
import { failureOf } from './failure.ts';
import type { Outlet } from './outlet.ts';
import type { Protocol } from './protocols/protocol.ts';

/** Answers with a body that no protocol has. */
export async function sendStrange(
  call: StandInCall,
  errorBody: Protocol['errorBody'],
  behaviour: Behaviour,
  outlet: Outlet,
): Promise<void> {
  const status = behaviour.status ?? 200;
  const say = async (type: string, text: string): Promise<void> => {
    outlet.head(status, { 'content-type': type });
    await outlet.write(text);
  };
  const error = errorBody(failureOf(status), call);
  switch (behaviour.body) {
    case 'html':
      await say('text/html', '<html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>');
      break;
    case 'invalid_json':
      await say('application/json', '{"id":"chatcmpl-1","choices":[{"index":0,');
      break;
    case 'invalid_sse':
      await say('text/event-stream', 'this is no event\n\ndata: {"choices":[{"index":0,\n\ndata\n\n');
      break;
    case 'list':
      await say('application/json', JSON.stringify([error]));
      break;
    case 'text':
      await say('text/plain', JSON.stringify(error));
      break;
    default:
      outlet.head(status, {});
  }
  return outlet.end();
}
