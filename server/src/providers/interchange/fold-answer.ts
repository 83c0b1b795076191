import type { AnswerReading, ProviderError, ToolCallReading, UnitCounts } from '../openai/answer-reading.ts';
import type { AnswerStep } from './answer.ts';

/** How many characters of an answer are kept; counting goes on beyond. */
const answerCharactersMax = 8 * 1024 * 1024;

/** What a whole answer said. */
export function foldAnswer(steps: readonly AnswerStep[]): AnswerReading {
  const fold = createAnswerFold();
  for (const step of steps) fold.take(step);
  return fold.reading();
}

/** Puts an answer together while it comes. */
export function createAnswerFold(): AnswerFold {
  return new Fold();
}

export type AnswerFold = Fold;

interface GrowingCall {
  readonly id: string;
  readonly name: string;
  readonly pieces: string[];
}

class Fold {
  #usage: unknown = null;
  #units: UnitCounts | undefined;
  #serviceTier: string | undefined;
  #finishReason: string | null = null;
  #error: ProviderError | null = null;
  #id: string | null = null;
  #model: string | null = null;
  #characters = 0;
  readonly #text: string[] = [];
  readonly #reasoning: string[] = [];
  readonly #calls = new Map<number, GrowingCall>();
  readonly #seals: string[] = [];

  /** A finish reason was given. */
  get hasFinished(): boolean {
    return this.#finishReason !== null;
  }

  get finishReason(): string | null {
    return this.#finishReason;
  }

  /** The last report as the provider sent it; null when it sent none. */
  get usage(): unknown {
    return this.#usage;
  }

  get error(): ProviderError | null {
    return this.#error;
  }

  take(step: AnswerStep): void {
    switch (step.kind) {
      case 'begin':
        this.#id ??= step.id;
        this.#model ??= step.model;
        return;
      case 'text':
      case 'refusal':
        return this.#keep(this.#text, step.text);
      case 'thinking':
        return this.#keep(this.#reasoning, step.text);
      case 'tool_call':
        this.#calls.set(step.index, { id: step.id, name: step.name, pieces: [] });
        return;
      case 'tool_arguments':
        return this.#keep(this.#calls.get(step.index)?.pieces ?? [], step.text);
      case 'finish':
        // As chat completions say it, so that records of all protocols read alike.
        this.#finishReason = step.reason === 'filtered' ? 'content_filter' : step.reason;
        return;
      case 'usage':
        this.#usage = step.usage;
        return;
      case 'billing':
        this.#units = step.units ?? this.#units;
        this.#serviceTier = step.serviceTier ?? this.#serviceTier;
        return;
      case 'error':
        this.#error = step.error;
        return;
      case 'thinking_signature':
        return void this.#seals.push(step.signature);
      case 'sealed_reasoning':
        return void this.#seals.push(step.data);
      default:
    }
  }

  reading(): AnswerReading {
    return {
      usage: this.#usage,
      finishReason: this.#finishReason,
      error: this.#error,
      id: this.#id,
      model: this.#model,
      text: this.#text.join(''),
      reasoning: this.#reasoning.join(''),
      toolCalls: [...this.#calls.values()].map(readingOf),
      seals: this.#seals,
      ...(this.#units && { units: this.#units }),
      ...(this.#serviceTier !== undefined && { serviceTier: this.#serviceTier }),
    };
  }

  #keep(pieces: string[], text: string): void {
    this.#characters += text.length;
    if (this.#characters <= answerCharactersMax) pieces.push(text);
  }
}

function readingOf({ id, name, pieces }: GrowingCall): ToolCallReading {
  return { id, name, arguments: pieces.join('') };
}
