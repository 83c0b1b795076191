/**
 * Every error the data plane can answer with. The documentation (docs/reference/errors.md) and the OpenAPI document are
 * held equal to this list by a test.
 *
 * `retry`: whether the same call can succeed later without being changed. `owner`: who has to act.
 * `message` is the public text; callers may replace it with a more exact one that holds no content, secret or address.
 */
export interface ErrorEntry {
  readonly status: number;
  readonly type: string;
  readonly retry: boolean;
  readonly owner: 'caller' | 'policy' | 'provider' | 'gateway';
  readonly message: string;
}

export const errorCatalogue = {
  invalid_request: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    owner: 'caller',
    message: 'The request is not valid.',
  },
  invalid_api_key: {
    status: 401,
    type: 'authentication_error',
    retry: false,
    owner: 'caller',
    message: 'No valid key was presented. Send the key as "Authorization: Bearer tg_…".',
  },
  model_not_found: {
    status: 404,
    type: 'invalid_request_error',
    retry: false,
    owner: 'caller',
    message: 'The model does not exist or is not available to this key. GET /v1/models lists those that are.',
  },
  unknown_url: {
    status: 404,
    type: 'invalid_request_error',
    retry: false,
    owner: 'caller',
    message: 'There is nothing at this address.',
  },
  method_not_allowed: {
    status: 405,
    type: 'invalid_request_error',
    retry: false,
    owner: 'caller',
    message: 'This address does not take that method.',
  },
  endpoint_unsupported: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    owner: 'caller',
    message: 'The model of this call cannot be reached through this address: its provider has nothing like it.',
  },
  conversion_impossible: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    owner: 'caller',
    message: 'The model of this call speaks another protocol, which has no word for something in this request.',
  },
  request_too_large: {
    status: 413,
    type: 'invalid_request_error',
    retry: false,
    owner: 'caller',
    message: 'The request body is larger than this gateway takes.',
  },
  upgrade_required: {
    status: 426,
    type: 'invalid_request_error',
    retry: false,
    owner: 'caller',
    message: 'WebSocket connections are not taken here. Use plain HTTP.',
  },
  content_policy_violation: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    owner: 'policy',
    message: 'The request holds content that must not be sent to a model.',
  },
  no_secure_model: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    owner: 'policy',
    message: 'The request holds content that only a secure model may see, and no secure model is active.',
  },
  budget_exceeded: {
    status: 402,
    type: 'insufficient_quota',
    retry: false,
    owner: 'policy',
    message: 'The budget of this key is used up.',
  },
  rate_limit_exceeded: {
    status: 429,
    type: 'rate_limit_error',
    retry: true,
    owner: 'policy',
    message: 'Too many requests. Try again after the time given in Retry-After.',
  },
  provider_auth_failed: {
    status: 502,
    type: 'api_error',
    retry: false,
    owner: 'provider',
    message:
      'The provider did not accept the credential of this gateway. The key that you used is fine; tell an administrator.',
  },
  provider_rejected: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    owner: 'provider',
    message: 'The provider refused the request.',
  },
  provider_error: {
    status: 502,
    type: 'api_error',
    retry: true,
    owner: 'provider',
    message: 'The provider could not answer.',
  },
  provider_timeout: {
    status: 504,
    type: 'api_error',
    retry: true,
    owner: 'provider',
    message: 'The provider did not answer in time.',
  },
  policy_stale: {
    status: 503,
    type: 'api_error',
    retry: true,
    owner: 'gateway',
    message: 'The gateway has no policy that was confirmed recently, so it lets no call through.',
  },
  limit_unavailable: {
    status: 503,
    type: 'api_error',
    retry: true,
    owner: 'gateway',
    message: 'What is left of a limit of this key cannot be told at the moment, so the call was not let through.',
  },
  rules_unavailable: {
    status: 503,
    type: 'api_error',
    retry: true,
    owner: 'gateway',
    message: 'The risk rules could not be evaluated, so the call was not let through.',
  },
  audit_unavailable: {
    status: 503,
    type: 'api_error',
    retry: true,
    owner: 'gateway',
    message: 'The call could not be recorded, so it was not let through.',
  },
  usage_unavailable: {
    status: 503,
    type: 'api_error',
    retry: true,
    owner: 'gateway',
    message: 'What this key has used cannot be read at the moment. Its calls are not affected.',
  },
  shutting_down: {
    status: 503,
    type: 'api_error',
    retry: true,
    owner: 'gateway',
    message: 'This gateway is shutting down. Try again.',
  },
  internal_error: {
    status: 500,
    type: 'api_error',
    retry: true,
    owner: 'gateway',
    message: 'The gateway failed. The request id leads to the cause.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;
