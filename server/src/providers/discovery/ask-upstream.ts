import { authHeaders } from '../auth-headers.ts';
import { type UpstreamAnswer, UpstreamFailure, type UpstreamPath } from '../upstream/path.ts';
import type { ListingTarget } from './listing.ts';

export interface AskedAnswer {
  readonly status: number;
  readonly text: string;
  /** From asking to status and headers. */
  readonly latencyMs: number;
}

export interface Question {
  readonly url: string;
  /** Lower-case names, beside credential and the provider's own. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; null for a GET. */
  readonly body: object | null;
}

const bytesMax = 16 * 1024 * 1024;
const timeouts = { connect_ms: 5000, first_byte_ms: 10_000, idle_ms: 5000 };

/**
 * Asks a provider one thing that is no call of anybody's, through the same connector as calls.
 * @throws UpstreamFailure when no answer came, or it was larger than 16 MiB
 */
export async function askUpstream(
  path: UpstreamPath,
  target: ListingTarget,
  question: Question,
  signal: AbortSignal,
): Promise<AskedAnswer> {
  const startedMs = performance.now();
  const { body } = question;
  const cut = new AbortController();
  const answer = await path.send({
    url: question.url,
    headers: {
      ...target.headers,
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
      ...question.headers,
      ...authHeaders(target.protocol, target.credential),
    },
    body: body && Buffer.from(JSON.stringify(body)),
    isLocal: target.isLocal,
    timeouts,
    signal: AbortSignal.any([signal, cut.signal]),
  });
  const latencyMs = performance.now() - startedMs;
  return { status: answer.status, latencyMs, text: await textOf(answer, cut) };
}

function textOf(answer: UpstreamAnswer, cut: AbortController): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    answer.pipe({
      data(chunk) {
        bytes += chunk.length;
        if (bytes <= bytesMax) return void chunks.push(chunk);
        reject(new UpstreamFailure('broken', 'the answer is too large'));
        cut.abort();
      },
      end: () => resolve(Buffer.concat(chunks).toString('utf8')),
      error: reject,
    });
  });
}
