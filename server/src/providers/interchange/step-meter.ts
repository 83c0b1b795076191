import type { AnswerReading, ProviderError } from '../openai/answer-reading.ts';
import type { EventNote } from '../openai/stream-meter.ts';
import type { AnswerStreamReader, Frame } from './answer.ts';
import { type AnswerFold, createAnswerFold } from './fold-answer.ts';
import { unreadableFrame } from './read-frame.ts';

/** Reads along with a stream that is passed on as it is, by the reader of its protocol. Changes no byte. */
export function createStepMeter(reader: AnswerStreamReader): StepMeter {
  return new Meter(reader);
}

export type StepMeter = Meter;

class Meter {
  readonly #reader: AnswerStreamReader;
  readonly #fold: AnswerFold = createAnswerFold();
  #isDone = false;

  constructor(reader: AnswerStreamReader) {
    this.#reader = reader;
  }

  /** The protocol's last word was seen: the answer is whole. */
  get isDone(): boolean {
    return this.#isDone;
  }

  get hasFinished(): boolean {
    return this.#fold.hasFinished;
  }

  get finishReason(): string | null {
    return this.#fold.finishReason;
  }

  get usage(): unknown {
    return this.#fold.usage;
  }

  get error(): ProviderError | null {
    return this.#fold.error;
  }

  /** Takes the stream's next event. Usage comes in events that every caller sees, so none is `isUsageOnly`. */
  take(event: Frame): EventNote {
    const steps = this.#reader.take(event);
    const isUnreadable = steps.includes(unreadableFrame);
    for (const step of steps) if (step !== unreadableFrame) this.#fold.take(step);
    const isDone = steps.some(({ kind }) => kind === 'end');
    this.#isDone ||= isDone;
    return {
      isDone,
      isUsageOnly: false,
      isError: !isUnreadable && steps.some(({ kind }) => kind === 'error'),
      isUnreadable,
    };
  }

  reading(): AnswerReading {
    return this.#fold.reading();
  }
}
