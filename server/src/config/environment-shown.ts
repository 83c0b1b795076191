import { type Environment, type EnvironmentName, environmentVariables } from './environment.ts';

const secrets: ReadonlySet<EnvironmentName> = new Set([
  'TOLLGATE_ADMIN_TOKEN',
  'TOLLGATE_MASTER_KEY',
  'TOLLGATE_MASTER_KEY_PREVIOUS',
  'TOLLGATE_OIDC_CLIENT_SECRET',
]);

export interface ShownVariable {
  readonly name: string;
  readonly description: string;
  readonly default: string;
  readonly is_set: boolean;
  readonly value: string | null;
}

/** What the gateway was started with, for who looks after it: never a secret, nor the password of a URL. */
export function environmentShown(environment: Environment): ShownVariable[] {
  return environmentVariables.map(({ name, description, default: usual }) => {
    const value = environment[name];
    const isSet = value !== undefined && value !== '';
    return {
      name,
      description,
      default: usual,
      is_set: isSet,
      value: isSet && !secrets.has(name) ? withoutCredentials(value) : null,
    };
  });
}

/** A URL may hold a password before its host and, PostgreSQL's above all, among its parameters. */
function withoutCredentials(value: string): string | null {
  if (!value.includes('://')) return value;
  const url = URL.parse(value);
  return url && `${url.protocol}//${url.host}${url.pathname}`;
}
