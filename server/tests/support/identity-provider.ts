import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OpenID Connect provider over HTTP: it signs in whoever `next` says, at once, and checks what a client sends. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Claims of who signs in next. */
  next: Record<string, unknown>;
  /** Signs with a key that is not published. */
  forges: boolean;
  /** What was wrong with what the client sent. */
  readonly wrongs: readonly string[];
  close(): Promise<void>;
}

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map<string, { challenge: string; nonce: string | null; redirect: string; claims: object }>();
  const wrongs: string[] = [];
  const clientId = 'tollgate-test';
  const clientSecret = 'a secret of the test provider';
  const server = createServer((request, response) => {
    void answer(request).then(({ status = 200, location, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) });
      response.end(JSON.stringify(body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage): Promise<{ status?: number; location?: string; body?: object }> {
    const url = new URL(request.url ?? '/', issuer);
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return {
          body: {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/keys`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256'],
          },
        };
      case '/keys':
        return {
          body: { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] },
        };
      case '/authorize': {
        const asked = (name: string): string => url.searchParams.get(name) ?? '';
        if (asked('code_challenge_method') !== 'S256') wrongs.push('no PKCE');
        if (asked('client_id') !== clientId) wrongs.push('another client');
        const code = `code-${codes.size + 1}`;
        codes.set(code, {
          challenge: asked('code_challenge'),
          nonce: url.searchParams.get('nonce'),
          redirect: asked('redirect_uri'),
          claims: provider.next,
        });
        return {
          status: 302,
          location: `${asked('redirect_uri')}?code=${code}&state=${encodeURIComponent(asked('state'))}`,
        };
      }
      case '/token': {
        const form = new URLSearchParams(await bodyOf(request));
        const known = codes.get(form.get('code') ?? '');
        codes.delete(form.get('code') ?? '');
        const verifier = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url');
        if (known === undefined || known.challenge !== verifier || known.redirect !== form.get('redirect_uri')) {
          wrongs.push('a code that was not given so');
          return { status: 400, body: { error: 'invalid_grant' } };
        }
        const now = Math.floor(Date.now() / 1000);
        const claims = { iss: issuer, aud: clientId, iat: now, exp: now + 300, nonce: known.nonce, ...known.claims };
        return {
          body: { access_token: 'an access token', token_type: 'Bearer', expires_in: 300, id_token: signed(claims) },
        };
      }
      default:
        return { status: 404 };
    }
  }

  function signed(claims: object): string {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`;
    const { privateKey } = provider.forges ? others : keys;
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
  }

  const provider: IdentityProvider = {
    issuer,
    clientId,
    clientSecret,
    next: {},
    forges: false,
    wrongs,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return provider;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
