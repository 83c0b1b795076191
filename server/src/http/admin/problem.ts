import { STATUS_CODES } from 'node:http';
import type { admin } from '@tollgate/contract';

/** A failure that already knows its answer. The message is public. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly more: Pick<admin.Problem, 'errors' | 'candidates'>;
  constructor(
    status: number,
    message: string,
    options: Pick<admin.Problem, 'errors' | 'candidates'> & { headers?: Record<string, string> } = {},
  ) {
    super(message);
    const { headers = {}, ...more } = options;
    this.status = status;
    this.headers = headers;
    this.more = more;
  }
}

/** RFC 9457. `type` stays `about:blank`: the status says what kind of problem it is. */
export function problemOf(
  status: number,
  detail: string,
  more: Pick<admin.Problem, 'errors' | 'candidates'> = {},
): admin.Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, ...more };
}
