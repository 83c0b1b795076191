import { createStepMeter } from './interchange/step-meter.ts';
import { foldAnswer } from './interchange/fold-answer.ts';
import type { FrameParser } from './interchange/frames.ts';
import { createNdjsonParser } from './interchange/ndjson-parser.ts';
import type { AnswerReading } from './openai/answer-reading.ts';
import { readCompletion } from './openai/read-completion.ts';
import { createSseParser } from './openai/sse-parser.ts';
import { createStreamMeter, type StreamMeter as ChatMeter } from './openai/stream-meter.ts';
import type { Wire } from './wire.ts';

/** Reads along with a stream that is passed on as it is. */
export type StreamMeter = Pick<ChatMeter, 'take' | 'hasFinished' | 'error' | 'reading'>;

export function createFrames(wire: Wire): FrameParser {
  return wire.frames === 'sse' ? createSseParser() : createNdjsonParser();
}

/** Chat completions, most of all calls, have a meter of their own that is quicker, and knows more than one choice. */
export function createMeter(wire: Wire): StreamMeter {
  return wire.name === 'chat.completions' ? createStreamMeter() : createStepMeter(wire.readStream());
}

/** @param body a parsed JSON answer; null when it is none of the wire's protocol */
export function readingOf(wire: Wire, body: unknown): AnswerReading | null {
  if (wire.name === 'chat.completions') return readCompletion(body);
  const steps = wire.readBody(body);
  return steps && foldAnswer(steps);
}
