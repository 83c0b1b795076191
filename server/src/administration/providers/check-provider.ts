import type { Provider } from '@tollgate/contract';
import { problemOfVersion } from '../../catalog/catalogue-problems.ts';
import {
  type CredentialLimits,
  isStored,
  problemOfReference,
  requiresNewCredential,
} from '../../catalog/credentials.ts';
import { checkSecret } from '../credentials/set-credential.ts';
import { invalid } from '../refuse.ts';

/**
 * What an administrator may state as address and credential, of a provider or of a model that has its own.
 * @param stated whether `credential` was part of the request
 * @throws AdministrationRefusal with the field
 */
export function checkAddress(
  before: { readonly base_url: string; readonly credential: string | null } | null,
  after: { readonly base_url: string; readonly credential: string | null },
  { stated, limits }: { readonly stated: boolean; readonly limits: CredentialLimits },
): void {
  const url = new URL(after.base_url);
  if (url.username !== '' || url.password !== '')
    throw invalid('base_url', 'holds a login: that belongs into `credential`');
  if (url.search !== '' || url.hash !== '') throw invalid('base_url', 'ends with its path: no query, no fragment');
  if (after.credential !== null && after.credential !== before?.credential) {
    const problem = problemOfReference(after.credential, limits);
    if (problem !== null) throw invalid('credential', problem);
  }
  if (
    before !== null &&
    after.credential !== null &&
    isStored(after.credential) &&
    requiresNewCredential(before, after)
  ) {
    const message = 'is a secret that was given for the old address: state null, then give it anew';
    throw invalid('credential', message);
  }
  if (before !== null && !stated && requiresNewCredential(before, after)) {
    throw invalid('credential', 'the address has another scheme, host or port: state the credential for it anew');
  }
}

/**
 * What a new provider may be.
 * @param secret in the place of a credential; null for none
 * @throws AdministrationRefusal with the field
 */
export function assertProvider(
  provider: Pick<Provider, 'protocol' | 'base_url' | 'api_version' | 'credential' | 'headers' | 'forward_headers'>,
  { secret, limits }: { readonly secret: string | null; readonly limits: CredentialLimits },
): void {
  if (secret !== null) {
    if (provider.credential !== null) throw invalid('secret', 'stands in the place of `credential`: give one of them');
    checkSecret(secret);
  }
  checkAddress(null, provider, { stated: true, limits });
  checkVersion(provider);
  checkHeaders(provider);
}

/** @throws AdministrationRefusal with the field */
export function checkVersion(provider: Pick<Provider, 'protocol' | 'base_url' | 'api_version'>): void {
  const problem = problemOfVersion(provider);
  if (problem !== null) throw invalid('api_version', problem);
}

/** Headers that the gateway sets itself, or that would carry a secret which then stood in every answer. */
const ownHeaders =
  /^(authorization|proxy-.*|x-api-key|api-key|x-goog-api-key|cookie|host|connection|content-.*|transfer-encoding|accept-encoding|te|trailer|upgrade|expect|keep-alive|x-tollgate-.*)$/i;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/** @throws AdministrationRefusal with the field */
export function checkHeaders(provider: Pick<Provider, 'headers' | 'forward_headers'>): void {
  for (const [name, value] of Object.entries(provider.headers)) {
    const field = `headers.${name}`;
    if (!token.test(name)) throw invalid(field, 'is no header name');
    if (ownHeaders.test(name)) throw invalid(field, 'is set by the gateway, or belongs into `credential`');
    if (!/^[\x20-\x7e]{0,4000}$/.test(value)) throw invalid(field, 'holds what no header can carry');
  }
  provider.forward_headers.forEach((name, index) => {
    const field = `forward_headers[${index}]`;
    if (!token.test(name)) throw invalid(field, 'is no header name');
    if (ownHeaders.test(name))
      throw invalid(field, "never travels: it is the gateway's own, or a credential of the caller");
  });
}
