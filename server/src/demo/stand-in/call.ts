import type { IncomingHttpHeaders } from 'node:http';
import { type JsonObject, objectsIn, stringIn } from './json.ts';

/** One request as the stand-in saw it. Filled in as the call goes on. */
export interface StandInCall {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values as they came, alternating. */
  readonly rawHeaders: readonly string[];
  /** The peer's port, to tell connections apart. */
  readonly remotePort: number | undefined;
  readonly body: Buffer;
  /** The parsed body; null when it is no JSON object. */
  readonly json: JsonObject | null;
  /** From the body, or from the path where the protocol has it there. */
  readonly model: string;
  /** Milliseconds since the epoch. */
  readonly receivedAtMs: number;
  status: number | null;
  /** The first byte of the answer was written. */
  answeredAtMs: number | null;
  /** The answer was ended, or its connection was closed. */
  endedAtMs: number | null;
  /** The caller closed the connection before the answer had ended. */
  cancelled: boolean;
}

/** All text of a content: a string, or parts with `text`. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return objectsIn(content)
    .map(({ text }) => stringIn(text))
    .join('');
}
