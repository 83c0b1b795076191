import { resolveCredential } from '../../catalog/credentials.ts';
import { hashSecret, prefixOf, problemOfSecret } from '../../identity/secrets.ts';
import { fieldOf, type FilePath, type FileProblem } from './file-problem.ts';
import type { ParsedGatewayFile } from './parse-gateway-file.ts';

/** What is kept of a key's secret. */
export interface KeySecret {
  readonly hash: string;
  readonly prefix: string;
}

/**
 * Follows every reference of the file: a credential that leads to no secret would only show when a call fails, and a
 * key without one is none.
 *
 * @returns the secrets of `file.keys`, hashed, in their order
 */
export function resolveFile(
  { file, locate }: ParsedGatewayFile,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly keySecrets: readonly KeySecret[] } | { readonly errors: readonly FileProblem[] } {
  const errors: FileProblem[] = [];
  const report = (path: FilePath, message: string): void => {
    errors.push({ ...locate(path), field: fieldOf(path), message });
  };
  const follow = (reference: string | undefined, path: FilePath): string | null => {
    if (reference === undefined) return null;
    const resolved = resolveCredential(reference, environment);
    if ('secret' in resolved) return resolved.secret;
    report(path, resolved.problem);
    return null;
  };

  file.providers.forEach((provider, index) => follow(provider.credential, ['providers', index, 'credential']));
  file.models.forEach((model, index) => follow(model.credential, ['models', index, 'credential']));
  const hashes = new Set<string>();
  const keySecrets = file.keys.map((key, index): KeySecret => {
    const path = ['keys', index, 'secret'];
    const secret = follow(key.secret, path);
    if (secret === null) return { hash: '', prefix: '' };
    const problem = problemOfSecret(secret);
    if (problem !== null) report(path, `the secret that ${key.secret} leads to ${problem}`);
    const hash = hashSecret(secret);
    if (hashes.has(hash)) report(path, 'another key of this file has the same secret');
    hashes.add(hash);
    return { hash, prefix: prefixOf(secret) };
  });
  return errors.length > 0 ? { errors } : { keySecrets };
}
