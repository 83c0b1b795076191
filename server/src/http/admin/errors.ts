import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { admin } from '@tollgate/contract';
import { AdministrationRefusal, type RefusalKind } from '../../administration/refusal.ts';
import { InvalidCursor } from '../../database/invalid-cursor.ts';
import { isDatabaseAway } from './database-away.ts';
import { invalidCursor } from './page.ts';
import { ProblemError, problemOf } from './problem.ts';

const statusOf: Readonly<Record<RefusalKind, number>> = {
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  managed_by_file: 409,
  stale: 412,
  invalid: 422,
  upstream: 502,
  unavailable: 503,
};

/** The one place where failures of the admin API become answers. What is not expected is logged, and told to nobody. */
export function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, problemOf(404, `There is no ${request.method} ${pathOf(request)}.`)),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { problem, headers } = answerOf(error);
    if (problem.status >= 500 && problem.status !== 502)
      request.log.error({ err: error, method: request.method, url: pathOf(request) }, 'admin API failed');
    return sendProblem(reply.headers(headers), problem);
  });
}

export function sendProblem(reply: FastifyReply, problem: admin.Problem): FastifyReply {
  return reply.code(problem.status).serializer(JSON.stringify).type('application/problem+json').send(problem);
}

interface Answer {
  readonly problem: admin.Problem;
  readonly headers: Readonly<Record<string, string>>;
}

function answerOf(error: FastifyError | ProblemError | AdministrationRefusal): Answer {
  const plain = (problem: admin.Problem): Answer => ({ problem, headers: {} });
  if (error instanceof ProblemError) {
    return { problem: problemOf(error.status, error.message, error.more), headers: error.headers };
  }
  if (error instanceof AdministrationRefusal) {
    const errors = error.problems.length > 0 ? { errors: [...error.problems] } : {};
    return plain(problemOf(statusOf[error.kind], error.message, errors));
  }
  if (error instanceof InvalidCursor) return answerOf(invalidCursor());
  if (hasZodFastifySchemaValidationErrors(error)) {
    return plain(problemOf(422, 'The input is not valid.', { errors: error.validation.flatMap(fieldProblemsOf) }));
  }
  const refused = refusedByDatabase(error);
  if (refused) return plain(refused);
  if ('statusCode' in error && error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return plain(problemOf(error.statusCode, error.message));
  }
  if (isDatabaseAway(error)) {
    return { problem: problemOf(503, 'The database does not answer. Try again.'), headers: { 'retry-after': '5' } };
  }
  return plain(problemOf(500, 'The gateway failed. Its log says why.'));
}

/** What zod says of one field, as the type provider hands it on. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  /** What each branch of a union had to say. */
  readonly errors?: readonly (readonly Issue[])[];
}

function fieldProblemsOf(validation: {
  instancePath: string;
  message?: string;
  params: unknown;
}): admin.FieldProblem[] {
  const { keys, errors } = validation.params as Pick<Issue, 'keys' | 'errors'>;
  const path = validation.instancePath.split('/').filter(Boolean);
  return flattened({
    path,
    message: validation.message ?? 'is not valid',
    ...(keys && { keys }),
    ...(errors && { errors }),
  });
}

/** Of a union the branch that fits best speaks: the one with the fewest complaints. */
function flattened({ path, message, keys, errors }: Issue): admin.FieldProblem[] {
  const branch = errors?.filter((one) => one.length > 0).toSorted((a, b) => a.length - b.length)[0];
  if (branch) return branch.flatMap((issue) => flattened({ ...issue, path: [...path, ...issue.path] }));
  if (keys && keys.length > 0)
    return keys.map((key) => ({ field: fieldOf([...path, key]), message: 'is no field of this' }));
  return [{ field: fieldOf(path), message }];
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, step) => {
    if (/^\d+$/.test(String(step))) return `${field}[${String(step)}]`;
    return field === '' ? String(step) : `${field}.${String(step)}`;
  }, '');
}

const uniqueNames: Readonly<Record<string, string>> = {
  users_email: 'email',
  instances_name: 'name',
  groups_name: 'name',
  cost_centre_assignments_once: 'valid_from',
  providers_name: 'name',
  models_display_name: 'display_name',
  grants_once: 'to',
  rules_pkey: 'id',
  reviews_once: 'hit',
};

/** What the database refuses of the input: PostgreSQL's classes 22 and 23. */
function refusedByDatabase(error: Error): admin.Problem | null {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  if (code === '23505') {
    const field = uniqueNames[String(constraint)] ?? '';
    return problemOf(409, 'That exists already.', { errors: [{ field, message: 'is taken' }] });
  }
  if (code === '23503') return problemOf(409, 'It is still in use, or refers to something that is gone.');
  // Class 22: a value that no column can hold, such as a NUL character or a time before all times.
  if (typeof code === 'string' && code.startsWith('22'))
    return problemOf(422, 'A value is not one that can be stored.');
  return null;
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
