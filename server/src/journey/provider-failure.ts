import type { UpstreamAnswer } from '../providers/upstream/path.ts';
import { UpstreamFailure } from '../providers/upstream/path.ts';
import { type Refusal, refusal } from './refusal.ts';
import { type Known, scrub } from './scrub.ts';

/** What was thrown on the way to a provider, as an `UpstreamFailure`; anything else is thrown on. */
export function failureKind(error: unknown): UpstreamFailure {
  if (error instanceof UpstreamFailure) return error;
  throw error;
}

/** What the caller is told when no answer came: never the provider's address. */
export function refusalOfFailure(failure: UpstreamFailure): Refusal {
  const isTimeout = failure.kind === 'first_byte_timeout' || failure.kind === 'idle_timeout';
  return refusal(isTimeout ? 'provider_timeout' : 'provider_error', { detail: `${failure.kind}: ${failure.message}` });
}

/**
 * What the caller is told when the provider answered with an error (DESIGN section 13): its 401, 402 and 403 concern the
 * company's credential and would make a client drop its key, so they arrive as 502; other 4xx pass on with status, code
 * and words; the rest is a provider's failure.
 */
export function refusalOfAnswer(answer: UpstreamAnswer, body: Buffer, target: Known): Refusal {
  const { status } = answer;
  const detail = `the provider answered ${status}`;
  const retryAfterS = Number.parseFloat(answer.headers['retry-after'] ?? '');
  const after = Number.isFinite(retryAfterS) ? { retryAfterS } : {};
  if (status === 401 || status === 402 || status === 403) return refusal('provider_auth_failed', { detail });
  if (status < 400 || status >= 500) {
    return refusal(status === 504 ? 'provider_timeout' : 'provider_error', { detail, ...after });
  }
  const given = errorOf(body);
  const clean = (words: string | null | undefined): string | null => (words == null ? null : scrub(words, target));
  return refusal('provider_rejected', {
    httpStatus: status,
    detail,
    message: clean(given?.message) ?? `The provider refused the request with status ${status}.`,
    param: clean(given?.param),
    asGiven: { type: clean(given?.type), code: clean(given?.code) },
    ...after,
  });
}

interface GivenError {
  readonly message: string | null;
  readonly type: string | null;
  readonly code: string | null;
  readonly param: string | null;
}

function errorOf(body: Buffer): GivenError | null {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    // Google gives a list of one where a stream was asked for.
    const envelope = (Array.isArray(parsed) ? parsed[0] : parsed) as { error?: unknown } | null | undefined;
    const error = envelope?.error;
    if (typeof error === 'string') return { message: error, type: null, code: null, param: null };
    if (typeof error !== 'object' || error === null) return null;
    const text = (name: string): string | null => {
      const value = (error as Record<string, unknown>)[name];
      return typeof value === 'string' && value.length <= 4000
        ? value
        : typeof value === 'number'
          ? String(value)
          : null;
    };
    return { message: text('message'), type: text('type'), code: text('code'), param: text('param') };
  } catch {
    return null;
  }
}
