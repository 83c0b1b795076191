import type { AnswerContext, AnswerStep, AnswerStreamWriter } from '../interchange/answer.ts';
import { legalId } from '../interchange/legal-id.ts';
import { jsonIn } from '../interchange/tool-arguments.ts';
import { messagesErrorEvent } from './errors.ts';
import { messageHead, stopOf, usageOf } from './message-words.ts';
import { unsigned } from '../request/seal.ts';

/** Writes the steps of an answer as the events of a streamed message (Anthropic docs, "Streaming messages"). */
export function createMessageStreamWriter(context: AnswerContext): AnswerStreamWriter {
  return new MessageStreamWriter(context);
}

type Finish = Extract<AnswerStep, { kind: 'finish' }>;
type Open = { readonly kind: 'text' } | { readonly kind: 'thinking'; isSigned: boolean } | OpenCall;
interface OpenCall {
  readonly kind: 'call';
  readonly index: number;
  /** What came of its arguments. */
  text: string;
}

/**
 * One block is open at a time, as Anthropic has it, and all that comes is told at once. Only where another protocol lets
 * two calls grow at the same time, what comes of the second one waits until the arguments of the first one are whole.
 */
class MessageStreamWriter implements AnswerStreamWriter {
  readonly #context: AnswerContext;
  #hasStarted = false;
  #blocks = 0;
  #calls = 0;
  #open: Open | null = null;
  #waiting: AnswerStep[] = [];
  #finish: Finish | null = null;
  #usage: unknown = null;
  #isDeltaTold = false;

  constructor(context: AnswerContext) {
    this.#context = context;
  }

  push(step: AnswerStep): string {
    switch (step.kind) {
      case 'usage':
        this.#usage = step.usage;
        // A report after the reason is the last one.
        return this.#finish === null ? '' : this.#delta();
      case 'finish':
        this.#finish = step;
        return this.#start() + this.#tellWaiting(true) + this.#close();
      case 'error':
        return messagesErrorEvent(step.error, this.#context.requestId);
      case 'begin':
        return this.#start();
      case 'billing':
      case 'end':
        return '';
      default:
        return this.#start() + this.#content(step);
    }
  }

  end(): string {
    return this.#start() + this.#tellWaiting(true) + this.#close() + this.#delta() + event('message_stop', {});
  }

  /** Content of the open block, or of the next one. */
  #content(step: AnswerStep): string {
    if (this.#open?.kind !== 'call') return this.#tell(step);
    const isOwn = step.kind === 'tool_arguments' && step.index === this.#open.index;
    if (!isOwn && !isWhole(this.#open)) {
      this.#waiting.push(step);
      return '';
    }
    const told = this.#tell(step);
    return isOwn ? told + this.#tellWaiting(false) : told;
  }

  /** @param isForced nothing comes any more: what is not whole stays as it is */
  #tellWaiting(isForced: boolean): string {
    let told = '';
    while (this.#waiting.length > 0 && (isForced || this.#open?.kind !== 'call' || isWhole(this.#open))) {
      told += isForced ? this.#close() : '';
      const steps = this.#waiting;
      this.#waiting = [];
      for (const step of steps) told += this.#content(step);
    }
    return told;
  }

  #tell(step: AnswerStep): string {
    switch (step.kind) {
      case 'text':
      case 'refusal':
        return this.#in('text', { type: 'text', text: '' }, { type: 'text_delta', text: step.text });
      case 'thinking':
        return this.#in('thinking', noThought, { type: 'thinking_delta', thinking: step.text });
      case 'thinking_signature':
        if (step.by !== 'anthropic') return '';
        return this.#sign(step.signature) + this.#close();
      case 'sealed_reasoning':
        if (step.by !== 'anthropic') return '';
        return this.#begin({ kind: 'text' }, { type: 'redacted_thinking', data: step.data }) + this.#close();
      case 'tool_call': {
        this.#calls++;
        const block = { type: 'tool_use', id: legalId(step.id), name: step.name, input: {} };
        return this.#begin({ kind: 'call', index: step.index, text: '' }, block);
      }
      case 'tool_arguments':
        if (this.#open?.kind !== 'call' || this.#open.index !== step.index) return '';
        this.#open.text += step.text;
        return this.#change({ type: 'input_json_delta', partial_json: step.text });
      default:
        return '';
    }
  }

  #sign(signature: string): string {
    const told = this.#in('thinking', noThought, { type: 'signature_delta', signature });
    if (this.#open?.kind === 'thinking') this.#open.isSigned = true;
    return told;
  }

  #start(): string {
    if (this.#hasStarted) return '';
    this.#hasStarted = true;
    const unsaid = { content: [], stop_reason: null, stop_sequence: null, usage: usageOf(null) };
    return event('message_start', { message: { ...messageHead(this.#context), ...unsaid } });
  }

  #in(kind: 'text' | 'thinking', block: object, delta: object): string {
    const open: Open = kind === 'thinking' ? { kind, isSigned: false } : { kind };
    return (this.#open?.kind === kind ? '' : this.#begin(open, block)) + this.#change(delta);
  }

  #begin(open: Open, content_block: object): string {
    const closed = this.#close();
    this.#open = open;
    return closed + event('content_block_start', { index: this.#blocks, content_block });
  }

  #change(delta: object): string {
    return event('content_block_delta', { index: this.#blocks, delta });
  }

  #close(): string {
    if (this.#open === null) return '';
    const signed = this.#open.kind === 'thinking' && !this.#open.isSigned ? this.#sign(unsigned) : '';
    this.#open = null;
    return signed + event('content_block_stop', { index: this.#blocks++ });
  }

  #delta(): string {
    if (this.#isDeltaTold || this.#finish === null) return '';
    this.#isDeltaTold = true;
    const { reason, stopSequence } = this.#finish;
    const usage = usageOf(this.#usage === null ? null : this.#context.usageOf(this.#usage));
    return event('message_delta', { delta: stopOf(reason, stopSequence, this.#calls > 0), usage });
  }
}

const noThought = { type: 'thinking', thinking: '', signature: '' };

/** Arguments that are an object are whole: nothing can follow them. */
function isWhole({ text }: OpenCall): boolean {
  return text.trimEnd().endsWith('}') && jsonIn(text) !== undefined;
}

function event(type: string, members: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`;
}
