import type { UsageUnit } from '@tollgate/contract';

export type UnitCounts = Readonly<Partial<Record<UsageUnit, number>>>;

/** What was read out of an answer, streamed or whole. Texts are the first choice's. */
export interface AnswerReading {
  /** The provider's last usage report as it sent it; null when it sent none. */
  readonly usage: unknown;
  readonly finishReason: string | null;
  readonly error: ProviderError | null;
  /** The provider's id of the answer (`chatcmpl-…`). */
  readonly id: string | null;
  readonly model: string | null;
  readonly text: string;
  readonly reasoning: string;
  /** All choices' calls, in order. */
  readonly toolCalls: readonly ToolCallReading[];
  /** Signatures and encrypted reasoning, which only the account that made them can open. */
  readonly seals?: readonly string[];
  /** Pieces beside the tokens that the answer shows: searches that the provider ran, … */
  readonly units?: UnitCounts;
  /** As the provider says that it served the call. */
  readonly serviceTier?: string | null;
}

export interface ToolCallReading {
  /** As the provider wrote it; null when it gave none. */
  readonly id: string | null;
  readonly name: string;
  readonly arguments: string;
}

/** An error in a provider's envelope, or in-band. Null where the provider said nothing. */
export interface ProviderError {
  readonly message: string | null;
  readonly type: string | null;
  readonly code: string | null;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function stringOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Usage where servers put it: at the top (OpenAI), in a choice (Moonshot) or in `x_groq` (Groq). Null when nowhere. */
export function usageOf(answer: JsonObject): unknown {
  if (answer['usage'] != null) return answer['usage'];
  for (const choice of objectsOf(answer['choices'])) if (choice['usage'] != null) return choice['usage'];
  const groq = answer['x_groq'];
  return isObject(groq) ? (groq['usage'] ?? null) : null;
}

/** The error of `{"error": {…}}` or `{"error": "text"}`; null when there is none. Codes may be numbers. */
export function errorOf(answer: JsonObject): ProviderError | null {
  const error = answer['error'];
  if (error == null || error === false) return null;
  if (!isObject(error)) return { message: stringOf(error), type: null, code: null };
  const code = error['code'];
  return {
    message: stringOf(error['message']),
    type: stringOf(error['type']),
    code: typeof code === 'number' ? String(code) : stringOf(code),
  };
}
