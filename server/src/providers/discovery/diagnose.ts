import type { admin } from '@tollgate/contract';
import { parseJson, type Json } from '../../platform/lossless-json.ts';
import type { UpstreamFailure } from '../upstream/path.ts';
import type { AskedAnswer } from './ask-upstream.ts';
import type { ListingTarget, ModelListing } from './listing.ts';
import { listings } from './listings.ts';

/** What is wrong with a provider's address or credential, for a person who may not know HTTP. Holds no secret. */
export type Diagnosis = Pick<admin.ConnectionTest, 'code' | 'message' | 'hint'>;

const byErrorCode: Readonly<Record<string, Diagnosis>> = {
  ...sameFor(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL'], {
    code: 'dns',
    message: 'The name of the host is not known (DNS).',
    hint: 'Check the spelling of the base URL, and that this gateway can resolve the name.',
  }),
  ...sameFor(['ECONNREFUSED'], {
    code: 'refused',
    message: 'The host is there, and nothing listens at this port: the connection was refused.',
    hint: 'Check the port of the base URL, and that the server runs.',
  }),
  ...sameFor(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EHOSTDOWN'], {
    code: 'unreachable',
    message: 'No network leads to this host.',
    hint: 'A firewall or a missing route: ask who runs the network.',
  }),
  ...sameFor(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'], {
    code: 'connect_timeout',
    message: 'The host does not answer: no connection within 5 seconds.',
    hint: 'Often a firewall that drops packets, or a wrong port. Behind a proxy, set TOLLGATE_EGRESS_PROXY.',
  }),
  ...sameFor(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'], {
    code: 'tls_expired',
    message: 'Its TLS certificate has expired, or is not valid yet.',
    hint: 'Who runs the server must renew it; check this machine’s clock too.',
  }),
  ...sameFor(
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    ],
    {
      code: 'tls_untrusted',
      message: 'Its TLS certificate was signed by nobody that this gateway trusts (self-signed, or a private CA).',
      hint: 'For a server of your own, give the CA in TOLLGATE_SECURE_CA (secure path) or NODE_EXTRA_CA_CERTS.',
    },
  ),
  ...sameFor(['ERR_TLS_CERT_ALTNAME_INVALID'], {
    code: 'tls_name',
    message: 'Its TLS certificate is for another name.',
    hint: 'Use the name that the certificate has in the base URL.',
  }),
};

const broken: Diagnosis = {
  code: 'broken',
  message: 'The server closed the connection without an answer.',
  hint: 'It may want https where the base URL says http, or a proxy stands in between.',
};
const notHttp: Diagnosis = {
  code: 'not_http',
  message: 'What answers there does not speak HTTP.',
  hint: 'Check the port of the base URL.',
};

/** Why no answer came. */
export function diagnoseFailure(failure: UpstreamFailure, target: ListingTarget): Diagnosis {
  if (failure.kind === 'forbidden') {
    return {
      code: 'address_not_allowed',
      message: 'This gateway does not connect to the address of this host.',
      hint: target.isLocal
        ? 'Ask who runs the gateway whether this host may be reached.'
        : 'A server in your own network needs `kind: local`.',
    };
  }
  if (failure.kind === 'first_byte_timeout' || failure.kind === 'idle_timeout' || failure.kind === 'aborted') {
    return {
      code: 'answer_timeout',
      message: 'It takes connections, and did not answer in time.',
      hint: 'It may be overloaded, or loading a model: try again.',
    };
  }
  const codes = codesOf(failure.cause);
  const known = codes.map((code) => byErrorCode[code]).find((diagnosis) => diagnosis !== undefined);
  if (known) return known;
  if (codes.some((code) => /^(ERR_SSL|EPROTO|ERR_TLS|CERT_)/.test(code))) {
    return {
      code: 'tls_failed',
      message: 'No TLS connection came about.',
      hint: 'It may speak plain HTTP: then the base URL begins with http:// instead of https://.',
    };
  }
  return codes.includes('HTTPParserError') ? notHttp : broken;
}

/** Codes and names of an error and its causes; an attempt at several addresses fails with one error for each. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code, error.name] : [error.name];
  const inner = error instanceof AggregateError ? (error.errors as unknown[]) : [error.cause];
  return [...own, ...inner.flatMap((one) => codesOf(one, depth + 1))];
}

/** Why an answer is not the list that was asked for. */
export function diagnoseAnswer({ status, text }: AskedAnswer, target: ListingTarget, listing: ModelListing): Diagnosis {
  if (status === 401 || status === 403) return refusedKey(status, target);
  if (status === 402 || status === 429) {
    return {
      code: 'quota',
      message: `It knows the key and lets no call through for now (HTTP ${status}): quota, credit or rate limit.`,
      hint: 'Look at the account’s billing and limits, or wait.',
    };
  }
  if (status === 404 || status === 405) {
    return { code: 'path', message: `There is no model list at this path (HTTP ${status}).`, hint: pathHint(target) };
  }
  if (status >= 300 && status < 400) {
    return {
      code: 'redirect',
      message: `It sends callers on to another address (HTTP ${status}), and calls follow none.`,
      hint: 'Put the final address into the base URL, often https instead of http.',
    };
  }
  if (status >= 500) {
    return { code: 'provider_error', message: `It fails (HTTP ${status}).`, hint: 'Try again, or ask who runs it.' };
  }
  if (status !== 200) {
    return {
      code: 'request_refused',
      message: `It refuses to list its models (HTTP ${status}).`,
      hint: 'Check the protocol, and the headers that it wants.',
    };
  }
  return wrongProtocol(text, listing);
}

function refusedKey(status: number, target: ListingTarget): Diagnosis {
  if (target.credential === null) {
    return {
      code: 'credential_missing',
      message: `It asks for a key (HTTP ${status}), and this provider has none.`,
      hint: 'Give it a credential.',
    };
  }
  return {
    code: 'credential_refused',
    message: `It does not take the key (HTTP ${status}).`,
    hint: 'Check that the key is whole, belongs to this provider and was not revoked.',
  };
}

function pathHint({ protocol, baseUrl }: ListingTarget): string {
  const { pathname } = new URL(baseUrl);
  const endsWith = (end: string): string =>
    baseUrl.endsWith(end) ? 'Check the path of the base URL.' : `The base URL probably lacks ${end}.`;
  switch (protocol) {
    case 'openai':
    case 'openai-compatible':
      return /\/v\d/.test(pathname) ? 'Check the path of the base URL.' : 'The base URL probably lacks /v1.';
    case 'google':
      return endsWith('/v1beta');
    case 'azure-openai':
      return endsWith('/openai/v1');
    case 'anthropic':
    case 'ollama':
      return pathname === '/' ? 'Check the host of the base URL.' : 'The base URL has no path with this protocol.';
  }
}

function wrongProtocol(text: string, listing: ModelListing): Diagnosis {
  const other = protocolOf(text);
  return {
    code: 'wrong_protocol',
    message: /^\s*</.test(text)
      ? 'A web page answers there, not a model server.'
      : `What answers there is not ${listing.title}.`,
    hint:
      other === null ? 'Check protocol and base URL.' : `It answers like the protocol \`${other}\`: choose that one.`,
  };
}

function protocolOf(text: string): string | null {
  let body: Json;
  try {
    body = parseJson(text);
  } catch {
    return null;
  }
  const candidates = ['anthropic', 'google', 'ollama', 'openai-compatible'] as const;
  return candidates.find((protocol) => listings[protocol].read(body)?.models.length) ?? null;
}

function sameFor(codes: readonly string[], diagnosis: Diagnosis): Record<string, Diagnosis> {
  return Object.fromEntries(codes.map((code) => [code, diagnosis]));
}
