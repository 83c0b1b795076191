import type { Json } from '../../platform/lossless-json.ts';
import type { AnswerStep } from '../interchange/answer.ts';
import { newCallId } from '../interchange/legal-id.ts';
import { isObject, type JsonObject, stringOf } from '../openai/answer-reading.ts';
import { callArguments, callStep, contentSteps, isCall, itemsOf, sealSteps, textSteps } from './answer-items.ts';
import { ToolUses } from './tool-uses.ts';

/** An item of the stream's output, as far as it has come. */
interface SeenItem {
  /** The number of the call; null when it is none. */
  readonly call: number | null;
  /** Something of what it says has come in pieces; else it is taken from the item when that is done. */
  hasPieces: boolean;
  isDone: boolean;
}

/** Events that bring a piece of words. */
const pieces: Readonly<Record<string, 'text' | 'refusal' | 'thinking'>> = {
  'response.output_text.delta': 'text',
  'response.refusal.delta': 'refusal',
  'response.reasoning_summary_text.delta': 'thinking',
  'response.reasoning_text.delta': 'thinking',
};

const argumentPieces = new Set(['response.function_call_arguments.delta', 'response.custom_tool_call_input.delta']);

/**
 * The steps that the events of an answer's items make. Each item says all twice, in pieces and when it is done; servers
 * that leave the pieces out are read by the latter, and those that leave that out too by the response at the end.
 */
export class ItemSteps {
  private readonly seen = new Map<unknown, SeenItem>();
  /** Where the call of an id has come. */
  private readonly called = new Map<string, unknown>();
  private calls = 0;
  private readonly tools = new ToolUses();

  get hasCalls(): boolean {
    return this.calls > 0;
  }

  take(type: string, said: JsonObject): AnswerStep[] {
    const item = said['item'];
    const place = said['output_index'] ?? said['item_id'] ?? (isObject(item) ? item['id'] : null);
    const kind = pieces[type];
    if (kind !== undefined) return this.piece(place, textSteps(kind, said['delta'], said['logprobs']));
    if (argumentPieces.has(type)) return this.argumentPiece(place, stringOf(said['delta']) ?? '');
    if (type === 'response.output_item.added' && isObject(item)) return this.begin(place, item);
    if (type === 'response.output_item.done' && isObject(item)) return this.finish(place, item);
    if (type === 'response.output_text.annotation.added' && isObject(said['annotation'])) {
      return this.piece(place, [{ kind: 'citation', citation: said['annotation'] as Json }]);
    }
    // Parts of a summary are paragraphs.
    const summary = said['summary_index'];
    const isNext = type === 'response.reasoning_summary_part.added' && typeof summary === 'number' && summary > 0;
    return isNext ? this.piece(place, textSteps('thinking', '\n\n')) : [];
  }

  /** What the response at the end says that no event before it did. */
  rest(response: JsonObject): AnswerStep[] {
    return itemsOf(response).flatMap((item, index) =>
      this.finish(this.seen.has(item['id']) ? item['id'] : index, item),
    );
  }

  private begin(place: unknown, item: JsonObject): AnswerStep[] {
    if (this.seen.has(place)) return [];
    const call = isCall(item) ? this.calls++ : null;
    this.seen.set(place, { call, hasPieces: false, isDone: false });
    if (call === null) return [];
    const step = callStep(item, call);
    // Two calls of one id could not be told apart by their results.
    const id = this.called.has(step.id) ? newCallId() : step.id;
    this.called.set(id, place);
    return [{ ...step, id }];
  }

  private piece(place: unknown, steps: AnswerStep[]): AnswerStep[] {
    const begun = this.seen.get(place) ?? { call: null, hasPieces: false, isDone: false };
    this.seen.set(place, begun);
    begun.hasPieces ||= steps.length > 0;
    return steps;
  }

  private argumentPiece(place: unknown, text: string): AnswerStep[] {
    const begun = this.seen.get(place);
    if (text === '' || begun === undefined || begun.call === null) return [];
    begun.hasPieces = true;
    return [{ kind: 'tool_arguments', index: begun.call, text }];
  }

  private finish(told: unknown, item: JsonObject): AnswerStep[] {
    // Some servers count an item anew when it is done: a call is known by its id too.
    const place = this.seen.has(told) ? told : (this.called.get(stringOf(item['call_id']) ?? '') ?? told);
    const started = this.begin(place, item);
    const begun = this.seen.get(place);
    if (begun === undefined || begun.isDone) return started;
    begun.isDone = true;
    if (begun.call !== null) {
      const text = begun.hasPieces ? '' : callArguments(item);
      return text === '' ? started : [...started, { kind: 'tool_arguments', index: begun.call, text }];
    }
    if (this.tools.take(item)) return this.tools.steps;
    return begun.hasPieces ? sealSteps(item) : contentSteps(item);
  }
}
