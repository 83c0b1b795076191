import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';

/** What a reference leads to: the secret, or in words that hold no secret why there is none. */
export type ResolvedCredential = { readonly secret: string } | { readonly problem: string };

const referencePattern = /^(env:[A-Za-z_][A-Za-z0-9_]*|file:\/.+)$/s;

/** Whether a text has the form of a reference. One that has not may be a secret in the wrong place: never repeat it. */
export function isCredentialReference(text: string): boolean {
  return referencePattern.test(text);
}

/** Whether the secret is kept in the database, for one origin. */
export function isStored(reference: string): boolean {
  return /^stored:crd_[0-9A-Za-z-]+$/.test(reference);
}

/** @returns why a text cannot be a secret that travels in a header, without the text; null when it can */
export function problemOfSecretText(secret: string): string | null {
  const resolved = checked(secret, 'the secret');
  return 'problem' in resolved ? resolved.problem : null;
}

/** Follows `env:NAME` or `file:/path`. Outer white space (a file's last newline) is no part of a secret. */
export function resolveCredential(
  reference: string,
  environment: Readonly<Record<string, string | undefined>>,
): ResolvedCredential {
  if (!isCredentialReference(reference)) return { problem: 'must be env:NAME or file:/path' };
  const separator = reference.indexOf(':');
  const target = reference.slice(separator + 1);
  if (reference.startsWith('env:')) {
    const value = environment[target];
    if (value === undefined) return { problem: `the environment variable ${target} is not set` };
    return checked(value, `the environment variable ${target}`);
  }
  try {
    return checked(readFileSync(target, 'utf8'), `the file ${target}`);
  } catch (error) {
    return { problem: `the file ${target} cannot be read (${codeOf(error)})` };
  }
}

/** A resolver for secrets that are no provider's: null where there is no usable one. */
export function credentialResolver(
  environment: Readonly<Record<string, string | undefined>>,
): (reference: string) => string | null {
  return (reference) => {
    const resolved = resolveCredential(reference, environment);
    return 'secret' in resolved ? resolved.secret : null;
  };
}

/** What the operator opens to administrators who set references through the admin API. */
export interface CredentialLimits {
  /** `TOLLGATE_CREDENTIAL_ENV`. */
  readonly environmentNames: ReadonlySet<string>;
  /** `TOLLGATE_CREDENTIAL_DIR`; null when there is none. */
  readonly directory: string | null;
}

/**
 * Whether a reference may be set through the admin API; a configuration file is the operator's own and free. Otherwise
 * an administrator could have any secret of this process sent to a server of their choice.
 *
 * @returns what is wrong with it, without its text where that could be a secret; null when nothing is
 */
export function problemOfReference(reference: string, limits: CredentialLimits): string | null {
  if (isStored(reference)) return 'is a stored secret: give the secret itself with PUT …/credential';
  if (!isCredentialReference(reference)) return 'must be env:NAME or file:/path';
  const target = reference.slice(reference.indexOf(':') + 1);
  if (reference.startsWith('env:')) {
    const isOurs = /^(TOLLGATE_|PG)/i.test(target) || target.toUpperCase() === 'DATABASE_URL';
    if (isOurs) return `${target} belongs to this gateway itself and cannot be a credential`;
    if (!limits.environmentNames.has(target)) return `${target} is not among the names in TOLLGATE_CREDENTIAL_ENV`;
    return null;
  }
  if (limits.directory === null) return 'files are not open to the admin API: TOLLGATE_CREDENTIAL_DIR is not set';
  return isBelow(target, limits.directory) ? null : 'is not a file below TOLLGATE_CREDENTIAL_DIR';
}

/**
 * Whether a change of address leaves a credential behind: it is bound to scheme, host and port, and must be stated
 * again, in the same change, to go anywhere else. For a model give the address it really has: its own, or else its
 * provider's. (A provider's credential never goes to a model's own address of another origin: `compileSnapshot`.)
 */
export function requiresNewCredential(
  before: { readonly base_url: string; readonly credential: string | null },
  after: { readonly base_url: string },
): boolean {
  return before.credential !== null && originOf(before.base_url) !== originOf(after.base_url);
}

/** Scheme, host and port, default ports left out. */
export function originOf(url: string): string {
  return new URL(url).origin;
}

function checked(raw: string, source: string): ResolvedCredential {
  const secret = raw.trim();
  if (secret === '') return { problem: `${source} is empty` };
  if (!/^[\x20-\x7e]+$/.test(secret)) return { problem: `${source} holds characters that no header can carry` };
  return { secret };
}

function isBelow(path: string, directory: string): boolean {
  if (!isAbsolute(path)) return false;
  try {
    return realpathSync(path).startsWith(`${realpathSync(directory)}${sep}`);
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
