import type { Protocol } from '@tollgate/contract';
import { naturalName } from './natural-name.ts';

/** One thing wrong with an entry of the catalogue. `path` leads to the field inside it. */
export interface EntryProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const headerValue = /^[\t\x20-\x7e]*$/;

/** Carry credentials: those have a place of their own, and the caller's own never travel. */
const credentialHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'x-api-key',
  'api-key',
  'x-goog-api-key',
  'cookie',
  'set-cookie',
]);

/** Belong to the connection or are the gateway's own to write (RFC 9110 section 7.6.1). */
const connectionHeaders = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What the contract's types let through and a provider must not be: nothing here repeats a value. */
export function problemsOfProvider(provider: {
  readonly protocol: Protocol;
  readonly base_url: string;
  readonly api_version: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly forward_headers: readonly string[];
}): EntryProblem[] {
  const problems: EntryProblem[] = [];
  const address = problemOfAddress(provider.base_url);
  if (address) problems.push({ path: ['base_url'], message: address });
  const version = problemOfVersion(provider);
  if (version) problems.push({ path: ['api_version'], message: version });
  for (const [name, value] of Object.entries(provider.headers)) {
    const problem = problemOfHeader(name) ?? (headerValue.test(value) ? null : 'its value cannot stand in a header');
    if (problem) problems.push({ path: ['headers', name], message: problem });
  }
  provider.forward_headers.forEach((name, index) => {
    const problem = problemOfHeader(name);
    if (problem) problems.push({ path: ['forward_headers', index], message: problem });
  });
  return problems;
}

/** Azure is called at its deployments, which want a version, or at `/openai/v1`, which wants none; nobody else has one. */
export function problemOfVersion(provider: {
  readonly protocol: Protocol;
  readonly base_url: string;
  readonly api_version: string | null;
}): string | null {
  const isVersioned = provider.api_version !== null;
  if (provider.protocol !== 'azure-openai') return isVersioned ? 'belongs to the protocol azure-openai alone' : null;
  if (/\/openai\/v1\/*$/.test(provider.base_url)) {
    return isVersioned ? 'is for deployments: an address that ends in /openai/v1 takes none' : null;
  }
  return isVersioned ? null : 'is needed for deployments; or let `base_url` end in /openai/v1';
}

/** The same for a model. */
export function problemsOfModel(model: {
  readonly display_name: string;
  readonly base_url: string | null;
}): EntryProblem[] {
  const problems: EntryProblem[] = [];
  if (naturalName(model.display_name) === 'auto') {
    problems.push({ path: ['display_name'], message: 'auto is what callers write when any model will do' });
  }
  const address = model.base_url === null ? null : problemOfAddress(model.base_url);
  if (address) problems.push({ path: ['base_url'], message: address });
  return problems;
}

function problemOfAddress(text: string): string | null {
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'holds a user name or password; use credential for that';
  if (url.search !== '' || url.hash !== '') return 'must end with its path, without ? or #';
  return null;
}

function problemOfHeader(name: string): string | null {
  const lower = name.toLowerCase();
  if (!headerName.test(lower)) return 'is not the name of a header';
  if (credentialHeaders.has(lower))
    return 'carries credentials; use credential for the provider’s, and none of the caller’s travel';
  if (connectionHeaders.has(lower)) return 'is written by the gateway itself';
  return null;
}
