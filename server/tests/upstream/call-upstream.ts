import type { Timeouts } from '@tollgate/contract';
import { type UpstreamAnswer, UpstreamFailure, type UpstreamPath } from '../../src/providers/upstream/path.ts';

export const generous: Timeouts = { connect_ms: 20_000, first_byte_ms: 20_000, idle_ms: 20_000 };

export interface CallOptions {
  readonly url: string;
  readonly json?: unknown;
  readonly isLocal?: boolean;
  readonly timeouts?: Partial<Timeouts>;
  readonly signal?: AbortSignal;
}

export function send(path: UpstreamPath, options: CallOptions): Promise<UpstreamAnswer> {
  return path.send({
    url: options.url,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(options.json ?? {})),
    isLocal: options.isLocal ?? false,
    timeouts: { ...generous, ...options.timeouts },
    signal: options.signal ?? new AbortController().signal,
  });
}

export function bodyOf(answer: UpstreamAnswer): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    answer.pipe({
      data: (chunk) => void chunks.push(chunk),
      end: () => resolve(Buffer.concat(chunks).toString()),
      error: reject,
    });
  });
}

/** The failure of a call, wherever on its way it comes. */
export async function failureOf(path: UpstreamPath, options: CallOptions): Promise<UpstreamFailure> {
  try {
    await bodyOf(await send(path, options));
  } catch (error) {
    if (error instanceof UpstreamFailure) return error;
    throw error;
  }
  throw new Error('the call did not fail');
}

export function chat(model: string, stream = false) {
  return { model, stream, messages: [{ role: 'user', content: 'Hello there' }] };
}

/** Waits until the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadlineMs = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadlineMs) throw new Error(`never became true: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
