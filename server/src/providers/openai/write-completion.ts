import type { AnswerContext, AnswerStep, TokenLogprob } from '../interchange/answer.ts';
import { annotationOf, callStart, finishReasonOf, usageMembers } from './chat-answer-members.ts';

type Of<Kind extends AnswerStep['kind']> = Extract<AnswerStep, { kind: Kind }>;

/** Writes a whole answer as a `chat.completion` (OpenAI API reference, "The chat completion object"). */
export function writeCompletion(steps: readonly AnswerStep[], context: AnswerContext): Buffer {
  const finish = of(steps, 'finish').at(-1);
  const reported = of(steps, 'usage').at(-1);
  const usage = reported === undefined ? null : usageMembers(context.usageOf(reported.usage));
  const hasRefusal = steps.some(({ kind }) => kind === 'refusal');
  const choice = {
    index: 0,
    message: messageOf(steps),
    logprobs: logprobsOf(steps),
    finish_reason: finish === undefined ? null : finishReasonOf(finish.reason, hasRefusal),
  };
  const { requestId: id, createdS: created, model } = context;
  const head = { id: `chatcmpl-${id}`, object: 'chat.completion', created, model };
  return Buffer.from(JSON.stringify({ ...head, choices: [choice], ...(usage === null ? {} : { usage }) }));
}

function messageOf(steps: readonly AnswerStep[]): object {
  const [text, thinking, refusal] = [joined(steps, 'text'), joined(steps, 'thinking'), joined(steps, 'refusal')];
  const calls = of(steps, 'tool_call').map((call) => callStart(call, argumentsOf(steps, call.index)));
  const annotations = annotationsOf(steps);
  const isSilent = text === '' && (calls.length > 0 || refusal !== '');
  return {
    role: 'assistant',
    content: isSilent ? null : text,
    refusal: refusal === '' ? null : refusal,
    ...(thinking === '' ? {} : { reasoning_content: thinking }),
    ...(annotations.length === 0 ? {} : { annotations }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

function annotationsOf(steps: readonly AnswerStep[]): object[] {
  let textLength = 0;
  return steps.flatMap((step) => {
    if (step.kind === 'text') textLength += step.text.length;
    return step.kind === 'citation' ? (annotationOf(step.citation, textLength) ?? []) : [];
  });
}

function argumentsOf(steps: readonly AnswerStep[], index: number): string {
  return of(steps, 'tool_arguments')
    .filter((piece) => piece.index === index)
    .map(({ text }) => text)
    .join('');
}

function logprobsOf(steps: readonly AnswerStep[]): { content: TokenLogprob[]; refusal: null } | null {
  const content = of(steps, 'text').flatMap(({ logprobs }) => logprobs ?? []);
  return content.length === 0 ? null : { content, refusal: null };
}

function joined(steps: readonly AnswerStep[], kind: 'text' | 'thinking' | 'refusal'): string {
  return of(steps, kind)
    .map(({ text }) => text)
    .join('');
}

function of<Kind extends AnswerStep['kind']>(steps: readonly AnswerStep[], kind: Kind): Of<Kind>[] {
  return steps.filter((step): step is Of<Kind> => step.kind === kind);
}
