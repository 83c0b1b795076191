import type { AnswerStep, AnswerStreamReader, AnswerStreamWriter } from '../providers/interchange/answer.ts';
import { createAnswerFold } from '../providers/interchange/fold-answer.ts';
import type { FrameParser } from '../providers/interchange/frames.ts';
import type { Passage } from './passage.ts';

/**
 * Provider and caller speak different protocols: each event of the one becomes events of the other at once. An error of
 * the provider is not passed on in its words; the last word is ours, said once the outcome is durable.
 */
export function converting(
  frames: FrameParser,
  reader: AnswerStreamReader,
  writer: AnswerStreamWriter,
  onStep: (step: AnswerStep) => void,
): Passage {
  const fold = createAnswerFold();
  return {
    frames,
    take(frame) {
      let text = '';
      let isLast = false;
      for (const step of reader.take(frame)) {
        fold.take(step);
        onStep(step);
        if (step.kind === 'end') isLast = true;
        else if (step.kind !== 'error') text += writer.push(step);
      }
      return { bytes: text === '' ? null : Buffer.from(text), isLast };
    },
    last: () => Buffer.from(writer.end()),
    get hasFinished() {
      return fold.hasFinished;
    },
    get hasError() {
      return fold.error !== null;
    },
    passesErrors: false,
    reading: () => fold.reading(),
  };
}
