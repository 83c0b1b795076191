import type { AnswerContext, AnswerError, AnswerStep, AnswerStreamWriter } from '../interchange/answer.ts';
import { OutputWriter } from './output-writer.ts';
import { eventOf, type Said } from './response-events.ts';
import { responseObject, type ResponseState } from './response-object.ts';

type Finish = Extract<AnswerStep, { kind: 'finish' }>;

/** Writes a whole answer as a response object (OpenAI API reference, "The response object"). */
export function writeResponse(steps: readonly AnswerStep[], context: AnswerContext): Buffer {
  const writer = new ResponseWriter(context);
  for (const step of steps) writer.push(step);
  return Buffer.from(JSON.stringify(writer.whole()));
}

/** Writes the steps of an answer as the events of a streamed response (OpenAI API reference, "Streaming events"). */
export function createResponsesStreamWriter(context: AnswerContext): AnswerStreamWriter {
  return new ResponseWriter(context);
}

class ResponseWriter implements AnswerStreamWriter {
  readonly #context: AnswerContext;
  readonly #output: OutputWriter;
  #number = 0;
  #hasBegun = false;
  #finish: Finish | null = null;
  #usage: unknown = null;

  constructor(context: AnswerContext) {
    this.#context = context;
    this.#output = new OutputWriter(context);
  }

  push(step: AnswerStep): string {
    switch (step.kind) {
      case 'usage':
        this.#usage = step.usage;
        return '';
      case 'billing':
      case 'end':
        return '';
      case 'error':
        return this.#tell([...this.#begin(), ...this.#failure(step.error)]);
      case 'finish':
        this.#finish = step;
        return this.#tell([...this.#begin(), ...this.#output.close(this.#incompleteReason() === null)]);
      default:
        return this.#tell([...this.#begin(), ...this.#output.take(step)]);
    }
  }

  end(): string {
    const isIncomplete = this.#state().status === 'incomplete';
    return this.#tell([[`response.${isIncomplete ? 'incomplete' : 'completed'}`, { response: this.whole() }]]);
  }

  /** The response as it stands after its last step. */
  whole(): object {
    return this.#response(this.#state());
  }

  #begin(): Said[] {
    if (this.#hasBegun) return [];
    this.#hasBegun = true;
    const response = this.#response({ status: 'in_progress', output: [] });
    return [
      ['response.created', { response }],
      ['response.in_progress', { response }],
    ];
  }

  /** OpenAI's SDKs raise on the first, Codex knows only the second; the first says all twice, since clients differ. */
  #failure({ message: said, type, code: known }: AnswerError): Said[] {
    const message = said ?? 'The provider broke the answer off.';
    const code = known ?? type ?? 'server_error';
    const inner = { message, type: type ?? 'server_error', param: null, code };
    const response = this.#response({ status: 'failed', error: { code, message }, output: this.#output.values(false) });
    return [
      ['error', { code, message, param: null, error: inner }],
      ['response.failed', { response }],
    ];
  }

  #state(): Pick<ResponseState, 'status' | 'output' | 'incompleteReason' | 'usage'> {
    const incompleteReason = this.#incompleteReason();
    const isWhole = this.#finish !== null && incompleteReason === null;
    const usage = this.#usage === null ? null : this.#context.usageOf(this.#usage);
    return {
      status: isWhole ? 'completed' : 'incomplete',
      output: this.#output.values(isWhole),
      incompleteReason,
      usage,
    };
  }

  /** A refusal in words is a whole answer: the words are there to be read. */
  #incompleteReason(): ResponseState['incompleteReason'] {
    const reason = this.#finish?.reason;
    if (reason === 'length') return 'max_output_tokens';
    const isFiltered = reason === 'filtered' || (reason === 'refused' && !this.#output.saysRefusal);
    return isFiltered ? 'content_filter' : null;
  }

  #response(state: Partial<ResponseState> & Pick<ResponseState, 'status' | 'output'>): object {
    return responseObject(this.#context, { error: null, incompleteReason: null, usage: null, ...state });
  }

  #tell(events: readonly Said[]): string {
    return events.map(([type, members]) => eventOf(type, this.#number++, members)).join('');
  }
}
