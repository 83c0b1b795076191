import {
  type AnswerReading,
  errorOf,
  isObject,
  type JsonObject,
  objectsOf,
  type ProviderError,
  stringOf,
  usageOf,
} from './answer-reading.ts';
import { type DeltaTemplate, matchTemplate, templateOf } from './delta-template.ts';
import type { SseEvent } from './sse-parser.ts';
import { ToolCallAssembly } from './tool-call-assembly.ts';

/** What an event is, as far as passing it on goes. */
export interface EventNote {
  /** `[DONE]`: the stream's last word. */
  readonly isDone: boolean;
  /** The chunk without choices that only callers who asked for usage may see. */
  readonly isUsageOnly: boolean;
  /** An error in-band. */
  readonly isError: boolean;
  /** It has data, but no JSON object and not `[DONE]`. */
  readonly isUnreadable: boolean;
}

const nothing: EventNote = { isDone: false, isUsageOnly: false, isError: false, isUnreadable: false };
const done: EventNote = { ...nothing, isDone: true };
const usageOnly: EventNote = { ...nothing, isUsageOnly: true };
const inBandError: EventNote = { ...nothing, isError: true };
const unreadable: EventNote = { ...nothing, isUnreadable: true };

/** How many characters of an answer are kept; counting and forwarding go on beyond. */
const answerCharactersMax = 8 * 1024 * 1024;

/**
 * Reads along with a stream of `chat.completion.chunk` events. The last usage report counts, never a sum; it is taken
 * from whichever event carries one. Nothing is decided here and no byte is changed.
 */
export function createStreamMeter(): StreamMeter {
  return new Meter();
}

export type StreamMeter = Meter;

class Meter {
  #usage: unknown = null;
  #serviceTier: string | null = null;
  #finishReason: string | null = null;
  #error: ProviderError | null = null;
  #id: string | null = null;
  #model: string | null = null;
  #isDone = false;
  #text: string[] = [];
  #reasoning: string[] = [];
  #characters = 0;
  #template: DeltaTemplate | null = null;
  /** Choices that have begun and not given a finish reason yet. */
  readonly #open = new Set<number>();
  readonly #finished = new Set<number>();
  readonly #toolCalls = new ToolCallAssembly();

  /** `[DONE]` was seen: the answer is whole. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** Every choice has given its finish reason. */
  get hasFinished(): boolean {
    return this.#finishReason !== null && this.#open.size === 0;
  }

  get finishReason(): string | null {
    return this.#finishReason;
  }

  get usage(): unknown {
    return this.#usage;
  }

  get error(): ProviderError | null {
    return this.#error;
  }

  /** Takes the stream's next event. */
  take(event: SseEvent): EventNote {
    const repeated = this.#template === null ? null : matchTemplate(this.#template, event.bytes);
    if (repeated !== null) {
      this.#append(repeated);
      return nothing;
    }
    const { data } = event;
    if (data === null || data === '') return nothing;
    if (data.trim() === '[DONE]') {
      this.#isDone = true;
      return done;
    }
    const chunk = parseObject(data);
    if (chunk === null) return unreadable;
    const error = errorOf(chunk) ?? (event.event === 'error' ? errorOf({ error: chunk }) : null);
    if (error !== null) {
      this.#error = error;
      return inBandError;
    }
    return this.#takeChunk(chunk, event.bytes);
  }

  reading(): AnswerReading {
    return {
      usage: this.#usage,
      serviceTier: this.#serviceTier,
      finishReason: this.#finishReason,
      error: this.#error,
      id: this.#id,
      model: this.#model,
      text: this.#text.join(''),
      reasoning: this.#reasoning.join(''),
      toolCalls: this.#toolCalls.reading(),
    };
  }

  #takeChunk(chunk: JsonObject, bytes: Buffer): EventNote {
    this.#id ??= stringOf(chunk['id']);
    this.#model ??= stringOf(chunk['model']);
    const usage = usageOf(chunk);
    if (usage !== null) this.#usage = usage;
    this.#serviceTier = stringOf(chunk['service_tier']) ?? this.#serviceTier;
    const choices = objectsOf(chunk['choices']);
    if (choices.length === 0) return isObject(usage) ? usageOnly : nothing;
    this.#template = null;
    for (const choice of choices) this.#takeChoice(choice);
    const [only] = choices;
    if (choices.length === 1 && only !== undefined && usage === null) this.#learn(only, bytes);
    return nothing;
  }

  #takeChoice(choice: JsonObject): void {
    const index = typeof choice['index'] === 'number' ? choice['index'] : 0;
    const finishReason = stringOf(choice['finish_reason']);
    if (finishReason !== null) this.#finished.add(index);
    if (this.#finished.has(index)) this.#open.delete(index);
    else this.#open.add(index);
    if (finishReason !== null && (index === 0 || this.#finishReason === null)) this.#finishReason = finishReason;
    const delta = choice['delta'];
    if (!isObject(delta)) return;
    if (index === 0) {
      const text = stringOf(delta['content']);
      if (text !== null) this.#keep(this.#text, text);
      const reasoning = stringOf(delta['reasoning_content']) ?? stringOf(delta['reasoning']);
      if (reasoning !== null) this.#keep(this.#reasoning, reasoning);
    }
    for (const part of objectsOf(delta['tool_calls'])) this.#keepArguments(this.#toolCalls.take(index, part));
    if (isObject(delta['function_call'])) {
      this.#keepArguments(this.#toolCalls.take(index, { index: 0, function: delta['function_call'] }));
    }
  }

  /** Remembers the chunk's shape when it carries nothing but a piece of text or of one call's arguments. */
  #learn(choice: JsonObject, bytes: Buffer): void {
    const delta = choice['delta'];
    if (!isObject(delta) || choice['finish_reason'] != null || (choice['index'] ?? 0) !== 0) return;
    const filled = Object.keys(delta).filter((key) => delta[key] != null && key !== 'role');
    const [field] = filled;
    if (filled.length !== 1) return;
    if (field === 'content' || field === 'reasoning_content' || field === 'reasoning') {
      const value = stringOf(delta[field]);
      if (value !== null) this.#template = templateOf(bytes, field, value);
    } else if (field === 'tool_calls') {
      const [call, another] = objectsOf(delta['tool_calls']);
      const called = call?.['function'];
      if (call === undefined || another !== undefined || call['id'] != null || !isObject(called)) return;
      const value = stringOf(called['arguments']);
      if (value !== null && called['name'] == null) this.#template = templateOf(bytes, 'arguments', value);
    }
  }

  #append(value: string): void {
    if (this.#template?.field === 'content') this.#keep(this.#text, value);
    else if (this.#template?.field === 'arguments') this.#keepArguments(this.#toolCalls.appendToLast(value));
    else this.#keep(this.#reasoning, value);
  }

  #keep(parts: string[], value: string): void {
    this.#characters += value.length;
    if (this.#characters <= answerCharactersMax) parts.push(value);
  }

  #keepArguments(added: number): void {
    this.#characters += added;
    if (this.#characters > answerCharactersMax) this.#toolCalls.stopKeeping();
  }
}

function parseObject(data: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(data);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
