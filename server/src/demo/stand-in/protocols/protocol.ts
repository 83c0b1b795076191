import type { Asked } from '../asked.ts';
import type { Behaviour } from '../behaviour.ts';
import type { StandInCall } from '../call.ts';
import type { Failure } from '../failure.ts';
import type { JsonObject } from '../json.ts';
import type { Reply } from '../reply.ts';

/** One event of a stream, before it is framed. */
export interface StreamEvent {
  /** The name in the `event:` line, for protocols that have it. */
  readonly name?: string;
  readonly data: JsonObject | string;
  /** It brings a piece of the answer: what faults "after so many pieces" count. */
  readonly isPiece: boolean;
}

/** A provider's protocol, seen from the provider's side. Independent of the gateway's converters by intent. */
export interface Protocol {
  readonly frames: 'sse' | 'ndjson';
  /** Line end of events unless the behaviour says otherwise. */
  readonly lineEnd: '\n' | '\r\n';
  /** The event that ends streams besides the answer's own; null when there is none. */
  readonly done: string | null;
  /** @throws Refused what the real server would refuse */
  check(call: StandInCall, behaviour: Behaviour): void;
  ask(call: StandInCall): Asked;
  body(reply: Reply, behaviour: Behaviour, call: StandInCall): JsonObject;
  /** In order, with the finish last; without it when the behaviour leaves it out. */
  stream(reply: Reply, behaviour: Behaviour, call: StandInCall): readonly StreamEvent[];
  errorBody(failure: Failure, call: StandInCall): unknown;
  errorEvent(failure: Failure, behaviour: Behaviour, call: StandInCall): StreamEvent;
  /** A protocol that numbers its events: the number goes into this member. */
  readonly numberedBy?: string;
}
