import type { Endpoint } from '@tollgate/contract';
import type { Frame } from '../../providers/interchange/frames.ts';
import { createMeter } from '../../providers/metering.ts';
import type { AnswerReading } from '../../providers/openai/answer-reading.ts';
import { createSseParser } from '../../providers/openai/sse-parser.ts';
import { wires } from '../../providers/wires.ts';
import type { AnswerFindings } from '../../risk/answer/answer-reader.ts';
import type { Passage, Passed } from '../passage.ts';
import type { AnswerGuard } from './answer-guard.ts';
import { failedStop, type Stop } from './stop.ts';
import { StreamGuard } from './stream-guard.ts';

/** A passage whose events are read by the rules, in the caller's protocol, before they are given. */
export interface GuardedPassage extends Passage {
  /** Set when nothing more may be given. */
  readonly stop: Stop | null;
  /** All is said: what the rules found. A rule that cannot be evaluated stops the answer. */
  conclude(): AnswerFindings | null;
  /** What is still held back of a stream that breaks off; null for nothing. */
  rest(): Buffer | null;
  /** What the caller was given, where that is not what the provider said. */
  given(): AnswerReading | null;
}

export function guardPassage(
  passage: Passage,
  { reader, texts, isStructured }: AnswerGuard,
  endpoint: Endpoint,
): GuardedPassage {
  const guard = new StreamGuard(reader, texts.ofStream(isStructured));
  const own = wires.find(({ name }) => name === endpoint);
  const given = reader.acts && own ? { frames: createSseParser(), meter: createMeter(own) } : null;
  let failure: Stop | null = null;
  let findings: AnswerFindings | null = null;

  const stop = (): Stop | null => failure ?? (reader.cut === null ? null : { kind: 'cut', hit: reader.cut });
  /** A rule that throws stops the answer: what it did not see is not given. */
  const guarded = (read: () => Buffer): Buffer | null => {
    if (stop() !== null) return null;
    try {
      const bytes = read();
      if (bytes.length === 0) return null;
      for (const frame of given?.frames.push(bytes) ?? []) given?.meter.take(frame);
      return bytes;
    } catch (error) {
      failure = failedStop(error);
      return null;
    }
  };
  const pass = (frame: Frame, { bytes, isLast }: Passed): Passed => {
    if (bytes === null) return { bytes, isLast };
    return { bytes: guarded(() => (bytes === frame.bytes ? guard.takeFrame(frame) : guard.take(bytes))), isLast };
  };

  return {
    frames: passage.frames,
    take: (frame) => pass(frame, passage.take(frame)),
    last() {
      const words = passage.last();
      return guarded(() => (words === null ? guard.end() : Buffer.concat([guard.take(words), guard.end()])));
    },
    get hasFinished() {
      return passage.hasFinished;
    },
    get hasError() {
      return passage.hasError;
    },
    passesErrors: passage.passesErrors,
    reading: () => passage.reading(),
    get stop() {
      return stop();
    },
    conclude() {
      try {
        return (findings ??= reader.finish());
      } catch (error) {
        failure ??= failedStop(error);
        return null;
      }
    },
    rest: () => guarded(() => guard.end()),
    given: () => (given && reader.hasChanged ? given.meter.reading() : null),
  };
}
