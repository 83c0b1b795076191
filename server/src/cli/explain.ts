import { AdministrationRefusal } from '../administration/refusal.ts';

/** Errors whose message is meant for whoever started the command; their stack would only hide it. */
const spoken = new Set([
  'CannotListen',
  'GatewayFileInvalid',
  'InvalidConfig',
  'InvalidRule',
  'StartRefused',
  'Stopped',
]);

/** What a command says when it fails. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `tollgate: ${String(error)}`;
  if (error instanceof AdministrationRefusal) {
    const problems = error.problems.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
    return [error.message, ...problems].join('\n  ');
  }
  if (spoken.has(error.name)) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === 'string' || error.constructor === Error) return `tollgate: ${error.message || code}`;
  return `tollgate: ${error.stack ?? error.message}`;
}
