import type { Endpoint } from '@tollgate/contract';
import type { AnswerTexts } from './answer-texts/answer-texts.ts';
import type { Json } from '../platform/lossless-json.ts';
import type { AnswerContext, AnswerStep, AnswerStreamWriter } from './interchange/answer.ts';
import type { Prompt } from './interchange/prompt.ts';
import type { GovernedRequest } from './request/governed-request.ts';

/** What callers may speak at one address: how its requests are read, and how answers and errors are written in it. */
export interface Surface {
  readonly endpoint: Endpoint;
  /** Whose words it speaks; it is recorded with each call. */
  readonly protocol: 'openai' | 'anthropic';
  /** @throws InvalidBody */
  readRequest(text: string): GovernedRequest;
  readonly errors: ErrorWriter;
  /** Where the texts of its answers stand; null where answers have none. */
  readonly answerTexts: AnswerTexts | null;
  /** How requests and answers change their protocol; null where nothing but its own is spoken. */
  readonly conversion: SurfaceConversion | null;
}

export interface SurfaceConversion {
  /**
   * @param body a body that `readRequest` has accepted
   * @throws InvalidBody where something has a type that cannot be read; CannotCarry for what no protocol but this one has
   */
  toPrompt(body: Json): Prompt;
  /** @param steps a whole answer */
  writeBody(steps: readonly AnswerStep[], context: AnswerContext): Buffer;
  writeStream(context: AnswerContext): AnswerStreamWriter;
}

/** An error for the caller. Holds no content, secret or address. */
export interface PublicError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
  readonly httpStatus: number;
  /** Ours (`req_…`). */
  readonly requestId: string;
}

export interface ErrorWriter {
  /** The protocol's error envelope. */
  body(error: PublicError): Buffer;
  /** As an event of a stream that has begun. */
  event(error: PublicError): Buffer;
}
