import createClient from 'openapi-fetch';
import type { components, paths } from './api-schema.ts';

export type Schemas = components['schemas'];
export type { paths };

export type FieldProblem = NonNullable<Schemas['Problem']['errors']>[number];

/** A problem document (RFC 9457), or what kept one from coming. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** 0 when the gateway did not answer. */
  readonly status: number;
  readonly requestId: string | null;
  /** Of a 422: which field, as a path into what was sent (`prices.input`), and where in its text. */
  readonly errors: readonly FieldProblem[];
  readonly retryAfterS: number | null;

  constructor(
    status: number,
    message: string,
    rest: Partial<Pick<ApiProblem, 'requestId' | 'errors' | 'retryAfterS'>>,
  ) {
    super(message);
    this.status = status;
    this.requestId = rest.requestId ?? null;
    this.errors = rest.errors ?? [];
    this.retryAfterS = rest.retryAfterS ?? null;
  }
}

/** The admin API, typed by its OpenAPI document (`npm run console:types`). */
export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  fetch: (request) =>
    fetch(request).catch((cause: unknown) => {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
      throw new ApiProblem(0, 'The gateway does not answer.', {});
    }),
});

const sessionEnds = new Set<() => void>();

/** Calls `listener` when an answer says that nobody is signed in (any more). @returns how to stop that */
export function onSessionEnd(listener: () => void): () => void {
  sessionEnds.add(listener);
  return () => sessionEnds.delete(listener);
}

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** What a call of `api` brought. @throws ApiProblem */
export async function answer<Data>(call: Promise<Answer<Data>>): Promise<Exclude<Data, undefined>> {
  const { data, error, response } = await call;
  if (response.ok) return data as Exclude<Data, undefined>;
  if (response.status === 401) for (const listener of sessionEnds) listener();
  throw problemOf(response, error);
}

/** The problem that an answer tells. */
export function problemOf(response: Response, body: unknown): ApiProblem {
  const told: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string): string | null => (typeof told[name] === 'string' ? told[name] : null);
  const errors = Array.isArray(told['errors']) ? (told['errors'] as ApiProblem['errors']) : [];
  const seconds = Number(response.headers.get('retry-after'));
  return new ApiProblem(response.status, text('detail') ?? text('message') ?? text('title') ?? response.statusText, {
    requestId: text('request_id') ?? response.headers.get('x-request-id'),
    errors,
    retryAfterS: seconds > 0 ? seconds : null,
  });
}
