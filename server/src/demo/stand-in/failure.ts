/** An error of a provider, before its protocol puts it into words. */
export interface Failure {
  readonly status: number;
  readonly message: string;
  /** OpenAI's; other protocols derive theirs from the status. */
  readonly type: string | null;
  readonly code: string | null;
  readonly param: string | null;
  /** Azure's content filter says more. */
  readonly innererror?: unknown;
}

/** What a real server would have refused, thrown by checks. */
export class Refused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export function refuse(message: string, more: Partial<Failure> = {}): never {
  throw new Refused({ ...failureOf(more.status ?? 400), message, ...more });
}

const kinds: Readonly<Record<number, readonly [type: string, code: string | null, message: string]>> = {
  400: ['invalid_request_error', null, 'The request is not valid.'],
  401: ['authentication_error', 'invalid_api_key', 'Incorrect API key provided: sk-stand-in-****.'],
  402: ['insufficient_quota', 'insufficient_quota', 'You exceeded your current quota.'],
  403: ['permission_error', 'forbidden', 'Your account may not use this model.'],
  404: ['invalid_request_error', 'model_not_found', 'The model does not exist.'],
  409: ['conflict_error', 'conflict', 'The resource is being changed by another request.'],
  413: ['invalid_request_error', null, 'The request is too large.'],
  422: ['invalid_request_error', 'unprocessable', 'The request could not be processed.'],
  429: ['rate_limit_error', 'rate_limit_exceeded', 'Rate limit reached for requests.'],
  503: ['server_error', 'service_unavailable', 'The engine is currently overloaded.'],
  529: ['overloaded_error', 'overloaded', 'Overloaded.'],
};

/** The failure that usually comes with a status. */
export function failureOf(status: number): Failure {
  const [type, code, message] = kinds[status] ?? ['server_error', null, 'The server had an error.'];
  return { status, message, type, code, param: null };
}
