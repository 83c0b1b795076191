import type { Behaviour } from './behaviour.ts';
import type { Protocol, StreamEvent } from './protocols/protocol.ts';

/** An event as it goes on the wire (WHATWG HTML, "Server-sent events"), or a line of JSON. */
export function frameOf({ name, data }: StreamEvent, protocol: Protocol, behaviour: Behaviour): string {
  const end = behaviour.lineEnd ?? protocol.lineEnd;
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  // A line of JSON ends with LF whatever the behaviour; CR before it is a blank.
  if (protocol.frames === 'ndjson') return `${text}${end === '\r\n' ? end : '\n'}`;
  const comment = behaviour.comments === true ? `: keep-alive${end}${end}` : '';
  const lines = behaviour.multiLine === true && typeof data !== 'string' ? brokenUp(data) : [text];
  const field = behaviour.withoutBlank === true ? 'data:' : 'data: ';
  const named = name === undefined ? '' : `event: ${name}${end}`;
  return `${comment}${named}${lines.map((line) => `${field}${line}${end}`).join('')}${end}`;
}

function brokenUp(data: object): string[] {
  return JSON.stringify(data, null, 1).split('\n');
}
