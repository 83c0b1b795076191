import { ApiProblem } from './api.ts';

/** What a refused change says of one field (`prices.input`): to stand at the field. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  return error.errors.find((one) => one.field === field)?.message;
}

/** Whether everything that a refused change says stands at one of these fields, so that nothing else needs to be told. */
export function isToldAt(error: unknown, fields: readonly string[]): boolean {
  if (!(error instanceof ApiProblem) || error.errors.length === 0) return false;
  return error.errors.every(({ field }) => fields.includes(field));
}
