import { type ErrorCode, type FinalStatus, errorCatalogue } from '@tollgate/contract';

/** A call that is not let through. A normal outcome: a value, typed and recorded, that one place turns into bytes. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly code: ErrorCode;
  readonly status: Extract<FinalStatus, 'blocked' | 'denied' | 'failed'>;
  readonly httpStatus: number;
  /** For the caller: no content, no secret, no address. */
  readonly message: string;
  readonly param: string | null;
  /** For administrators, in the record. */
  readonly detail: string | null;
  readonly retryAfterS: number | null;
  /** The provider's own words for an error passed on. */
  readonly asGiven: { readonly type: string | null; readonly code: string | null } | null;
}

export function refusal(code: ErrorCode, more: Partial<Omit<Refusal, 'kind' | 'code'>> = {}): Refusal {
  const entry = errorCatalogue[code];
  return {
    kind: 'refusal',
    code,
    status: entry.owner === 'provider' || entry.owner === 'gateway' ? 'failed' : 'denied',
    httpStatus: entry.status,
    message: entry.message,
    param: null,
    detail: null,
    retryAfterS: null,
    asGiven: null,
    ...more,
  };
}

export function isRefusal(value: object | null): value is Refusal {
  return value !== null && 'kind' in value && value.kind === 'refusal';
}
