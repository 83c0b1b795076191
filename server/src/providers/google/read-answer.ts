import type { AnswerStep, AnswerStreamReader, Frame, TokenLogprob } from '../interchange/answer.ts';
import { legalId, newCallId } from '../interchange/legal-id.ts';
import { parseFrame, unreadableFrame } from '../interchange/read-frame.ts';
import { isObject, type JsonObject, objectsOf, stringOf } from '../openai/answer-reading.ts';
import { googleError } from './answer-error.ts';
import { finishReasonOf } from './finish-reason.ts';
import { readCitations } from './read-citations.ts';
import { readLogprobs } from './read-logprobs.ts';

/** Reads the body of `generateContent`; null when it is no answer of it. */
export function readGoogleBody(body: unknown): readonly AnswerStep[] | null {
  const error = googleError(body);
  if (error !== null) return [{ kind: 'error', error }];
  if (!isObject(body) || !(Array.isArray(body['candidates']) || isObject(body['promptFeedback']))) return null;
  const steps = new GoogleReader().takeResponse(body);
  return steps.some(({ kind }) => kind === 'finish') ? [...steps, { kind: 'end' }] : steps;
}

/** Reads the events of `streamGenerateContent?alt=sse`: each is a whole response with what is new in it. */
export function readGoogleStream(): AnswerStreamReader {
  const reader = new GoogleReader();
  return { take: (frame) => reader.take(frame) };
}

/**
 * The stream has no last word. Its end is told with the finish reason when the usage is there too, as it always is;
 * otherwise with the usage that follows, or by the connection's end.
 */
class GoogleReader {
  #hasBegun = false;
  #calls = 0;
  #hasFinished = false;
  #hasEnded = false;

  take({ data }: Frame): readonly AnswerStep[] {
    if (data === null || data === '') return [];
    const response = parseFrame(data);
    if (response === null) return [unreadableFrame];
    const error = googleError(response);
    if (error !== null) return [{ kind: 'error', error }];
    const steps = this.takeResponse(response);
    if (!this.#hasFinished || this.#hasEnded || !isObject(response['usageMetadata'])) return steps;
    this.#hasEnded = true;
    return [...steps, { kind: 'end' }];
  }

  takeResponse(response: JsonObject): AnswerStep[] {
    const [candidate] = objectsOf(response['candidates']);
    return [
      ...this.#begin(response),
      ...(candidate === undefined ? [] : this.#content(candidate)),
      ...this.#finish(candidate, response['promptFeedback']),
      ...(isObject(response['usageMetadata']) ? [{ kind: 'usage' as const, usage: response['usageMetadata'] }] : []),
    ];
  }

  #begin(response: JsonObject): AnswerStep[] {
    if (this.#hasBegun) return [];
    this.#hasBegun = true;
    return [{ kind: 'begin', id: stringOf(response['responseId']), model: stringOf(response['modelVersion']) }];
  }

  #content(candidate: JsonObject): AnswerStep[] {
    const { content } = candidate;
    const parts = isObject(content) ? objectsOf(content['parts']) : [];
    const citations = readCitations(candidate).map((citation): AnswerStep => ({ kind: 'citation', citation }));
    return [
      ...withLogprobs(
        parts.flatMap((part) => this.#part(part)),
        candidate,
      ),
      ...citations,
      ...groundingSteps(candidate['groundingMetadata']),
    ];
  }

  #part(part: JsonObject): AnswerStep[] {
    const signature = stringOf(part['thoughtSignature']);
    const call = part['functionCall'];
    if (isObject(call)) return this.#call(call, signature);
    const unknown = foreign.find((name) => part[name] != null);
    if (unknown !== undefined) return [unanswerable(unknown)];
    const text = stringOf(part['text']) ?? '';
    return [
      ...(text === '' ? [] : [{ kind: part['thought'] === true ? ('thinking' as const) : ('text' as const), text }]),
      ...(signature === null ? [] : [{ kind: 'thinking_signature' as const, signature, by: 'google' as const }]),
    ];
  }

  #call(call: JsonObject, signature: string | null): AnswerStep[] {
    const index = this.#calls++;
    const given = stringOf(call['id']) || null;
    // As every caller's protocol takes it, so that its signature is found by what comes back.
    const id = given === null ? newCallId() : legalId(given, 40);
    const text = JSON.stringify(call['args'] ?? {});
    return [
      { kind: 'tool_call', index, id, name: stringOf(call['name']) ?? '', signature },
      { kind: 'tool_arguments', index, text },
    ];
  }

  #finish(candidate: JsonObject | undefined, feedback: unknown): AnswerStep[] {
    if (this.#hasFinished) return [];
    const blocked = candidate === undefined && isObject(feedback) ? stringOf(feedback['blockReason']) : null;
    const said = stringOf(candidate?.['finishReason']);
    if (blocked === null && (said === null || said === 'FINISH_REASON_UNSPECIFIED')) return [];
    const reason = blocked === null ? finishReasonOf(said ?? '', this.#calls > 0) : 'filtered';
    if (reason === null) return [failure(said ?? '', stringOf(candidate?.['finishMessage']))];
    this.#hasFinished = true;
    return [{ kind: 'finish', reason, stopSequence: null }];
  }
}

/** Parts that no caller of ours asks for, and that the protocols of our callers have no word for. */
const foreign = [
  'inlineData',
  'fileData',
  'executableCode',
  'codeExecutionResult',
  'toolCall',
  'toolResponse',
] as const;

function unanswerable(part: string): AnswerStep {
  const message = `The model answered with a part (${part}) that cannot be passed on.`;
  return { kind: 'error', error: { message, type: 'unsupported_part', code: null } };
}

function failure(reason: string, message: string | null): AnswerStep {
  return {
    kind: 'error',
    error: { message: message ?? 'The model gave no answer.', type: 'model_failure', code: reason },
  };
}

/** Searches that Google ran for an answer: each query is charged for. The metadata tells all of them, in the last event. */
function groundingSteps(metadata: unknown): AnswerStep[] {
  const queries = isObject(metadata) && Array.isArray(metadata['webSearchQueries']) ? metadata['webSearchQueries'] : [];
  return queries.length === 0 ? [] : [{ kind: 'billing', units: { web_search: queries.length } }];
}

/** They come for the whole of an event: its first text carries them. */
function withLogprobs(steps: AnswerStep[], candidate: JsonObject): AnswerStep[] {
  const logprobs: readonly TokenLogprob[] | null = readLogprobs(candidate['logprobsResult']);
  if (logprobs === null) return steps;
  const at = steps.findIndex(({ kind }) => kind === 'text');
  const first = steps[at];
  if (first?.kind !== 'text') return [...steps, { kind: 'text', text: '', logprobs }];
  return steps.toSpliced(at, 1, { ...first, logprobs });
}
