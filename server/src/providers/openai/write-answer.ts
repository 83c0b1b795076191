import type { AnswerContext, AnswerStep, AnswerStreamWriter, TokenLogprob } from '../interchange/answer.ts';
import { annotationOf, callStart, finishReasonOf, usageMembers } from './chat-answer-members.ts';
import { errorEvent } from './envelope.ts';

/** Writes the steps of an answer as a stream of `chat.completion.chunk` events (OpenAI API reference, "Streaming"). */
export function createChatStreamWriter(context: AnswerContext): AnswerStreamWriter {
  return new ChatStreamWriter(context);
}

class ChatStreamWriter implements AnswerStreamWriter {
  readonly #context: AnswerContext;
  readonly #head: object;
  #hasRole = false;
  #saysRefusal = false;
  #textLength = 0;
  #usage: unknown = null;

  constructor(context: AnswerContext) {
    this.#context = context;
    const { requestId: id, createdS: created, model } = context;
    this.#head = { id: `chatcmpl-${id}`, object: 'chat.completion.chunk', created, model };
  }

  push(step: AnswerStep): string {
    switch (step.kind) {
      case 'begin':
        return this.#delta({});
      case 'text':
        this.#textLength += step.text.length;
        return this.#delta({ content: step.text }, step.logprobs);
      case 'refusal':
        this.#saysRefusal = true;
        return this.#delta({ refusal: step.text });
      case 'thinking':
        return this.#delta({ reasoning_content: step.text });
      case 'citation': {
        const annotation = annotationOf(step.citation, this.#textLength);
        return annotation === null ? '' : this.#delta({ annotations: [annotation] });
      }
      case 'tool_call':
        return this.#delta({ tool_calls: [{ index: step.index, ...callStart(step, '') }] });
      case 'tool_arguments':
        return this.#delta({ tool_calls: [{ index: step.index, function: { arguments: step.text } }] });
      case 'finish':
        return this.#role() + this.#chunk({}, finishReasonOf(step.reason, this.#saysRefusal));
      case 'usage':
        this.#usage = step.usage;
        return '';
      case 'error': {
        const { message, type, code } = step.error;
        const said = { message: message ?? 'The provider broke the answer off.', type: type ?? 'server_error' };
        return errorEvent({ ...said, param: null, code }).toString();
      }
      case 'end':
      case 'billing':
      case 'thinking_signature':
      case 'sealed_reasoning':
        return '';
    }
  }

  end(): string {
    const usage = this.#context.usageAsked ? usageMembers(this.#context.usageOf(this.#usage)) : null;
    return (usage === null ? '' : this.#event({ ...this.#head, choices: [], usage })) + 'data: [DONE]\n\n';
  }

  /** The role comes in a chunk of its own, before all else. */
  #delta(delta: object, logprobs?: readonly TokenLogprob[]): string {
    return this.#role() + (Object.keys(delta).length === 0 ? '' : this.#chunk(delta, null, logprobs));
  }

  #role(): string {
    if (this.#hasRole) return '';
    this.#hasRole = true;
    return this.#chunk({ role: 'assistant', content: '', refusal: null }, null);
  }

  #chunk(delta: object, finish_reason: string | null, logprobs?: readonly TokenLogprob[]): string {
    const counted = logprobs === undefined ? null : { content: logprobs, refusal: null };
    const choices = [{ index: 0, delta, logprobs: counted, finish_reason }];
    return this.#event({ ...this.#head, choices, ...(this.#context.usageAsked ? { usage: null } : {}) });
  }

  #event(chunk: object): string {
    return `data: ${JSON.stringify(chunk)}\n\n`;
  }
}
