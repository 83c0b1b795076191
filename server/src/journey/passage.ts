import type { AnswerReading } from '../providers/openai/answer-reading.ts';
import type { Frame, FrameParser } from '../providers/interchange/frames.ts';

/** What the caller gets of the provider's stream, event by event. */
export interface Passage {
  /** Cuts the provider's bytes into events. @throws when an event grows beyond the limit */
  readonly frames: FrameParser;
  take(frame: Frame): Passed;
  /** The provider's stream is over. The last words that are still to be said; said when the outcome is durable. */
  last(): Buffer | null;
  /** The answer has given its finish reason. */
  readonly hasFinished: boolean;
  /** The provider sent an error inside the stream. */
  readonly hasError: boolean;
  /** An error of the provider reached the caller in the provider's own words. */
  readonly passesErrors: boolean;
  reading(): AnswerReading;
}

export interface Passed {
  /** For the caller; null when there is nothing for it. */
  readonly bytes: Buffer | null;
  /** The stream's last word: to be held until the outcome is durable. */
  readonly isLast: boolean;
}
