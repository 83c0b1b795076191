import type { AnswerStep } from './answer.ts';
import { parseAnswer } from './parse-answer.ts';

/** What a reader gives for a frame that is no JSON object: the stream cannot be believed any further. */
export const unreadableFrame: AnswerStep = {
  kind: 'error',
  error: { message: 'The provider sent an event that cannot be read.', type: 'unreadable_event', code: null },
};

/** The JSON object of a frame; null when it is none. */
export function parseFrame(data: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = parseAnswer(data);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
