import { describe, expect, it } from 'vitest';
import { rulesOn, secretsIn } from './found.ts';

const values = {
  'hexadecimal digits': '8f2b7c91d04e6a35bb17c2e9f0a4d683',
  'letters and digits': 'pV9xKq2mTz7LrWc4NbY8sHd3JfG6uEaQ',
  base64: 'Zk3+vQ9mT7/xW2rLp8sNc4dYhJ0uEaGiBo6FtKy1MzA=',
  'a UUID': '5d0c7e2a-91b4-4f38-a6d2-3c8e17f05b9d',
};

describe.each(Object.entries(values))('a secret of %s is found', (_, secret) => {
  it.each([
    `export ACME_TOKEN=${secret}`,
    `acme.api.key=${secret}`,
    `const acmeSecret = "${secret}";`,
    `const acmeToken: string = '${secret}';`,
    `var acmeToken string = "${secret}"`,
    `ACME_TOKEN ?= "${secret}"`,
    `"access_token":"${secret}"`,
    `<apiKey>${secret}</apiKey>`,
    `<add key="AcmeSecret" value="${secret}" />`,
    `variable "acme_api_token" {\n  default = "${secret}"`,
    `System.setProperty("ACME_TOKEN", "${secret}")`,
    `setToken("${secret}")`,
    `https://api.acme-shop.io/v1/x?api_key=${secret}`,
    `--api-key ${secret}`,
    `X-Api-Key: ${secret}`,
    `Authorization: Bearer ${secret}`,
    `| Acme API key | ${secret} |`,
    `Azure key: ${secret}`,
  ])('in %s', (text) => expect(secretsIn(text)).toContain(secret));

  it.each([
    `my Acme API key is ${secret}`,
    `our Stripe key ${secret} stopped working`,
    `I keep getting 401 with ${secret} on every call`,
    `please rotate ${secret}, it was in the chat`,
    `Is this GitLab token still valid? ${secret}`,
    `Found hard-coded Acme credential "${secret}" in config/default.ts`,
    `密钥：${secret}`,
    `我的令牌是 ${secret}`,
    `为什么用 ${secret} 调接口一直报 401？`,
  ])('in %s', (text) => expect(secretsIn(text).join()).toContain(secret));
});

describe('nothing is found in', () => {
  it.each([
    'const apiKey = config.get("apiKey2");',
    'api_key=your_api_key_goes_here',
    'token: ${{ secrets.NPM_TOKEN }}',
    'api_key: "<YOUR_API_KEY_2>"',
    'nextPageToken: "NLZ2mpkGCJNcQAxnV1SYEEFNloPAmXXndI9le1kI"',
    'csrf_token: "05mfShL7uEIOejp2nnERN66NvBERacPDCLSXhkIF"',
    'publicKey: "NLZ2mpkGCJNcQAxnV1SYEEFNloPAmXXndI9le1kI"',
    'cacheKey: "3b335d612137949d2f21fcc6c8c8164d"',
    'primary_key: "8f2b7c91d04e6a35bb17c2e9f0a4d683"',
    'secretName: my-tls-secret-2031',
    "TOKEN = 'urn:acme:params:oauth:token-type:x509'",
    'unexpected token } in JSON at position 2031',
    'request id 5d0c7e2a-91b4-4f38-a6d2-3c8e17f05b9d',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
    'sha256:65a0544445151e817707a44e129bbe296b23d1194b8ec3485821362bb090e6dd',
    'add credentials ([#2768](https://github.com/acme/app/issues/2768)) ([fbccf3a](https://github.com/acme/app/commit/fbccf3a))',
    'SECRET_INTERNALS = ReactSharedInternals$1;',
    "wrong('ACME_ADMIN_TOKEN', 'must have at least 24 characters')",
  ])('%s', (text) => expect(secretsIn(text)).toEqual([]));
});

describe('tokens of chat services', () => {
  it('Discord’s are found by the base64 of their number, and nothing is that only has their points', () => {
    const token = 'MTk4MjAzNDU2Nzg5MDEyMzQ1.Gh7k2Q.4hrgptNBdNakJmkNLFgb43EfMrG';
    expect(secretsIn(`bot.login(${token})`)).toEqual([token]);
    expect(secretsIn('MTkModuleNameOfTheWindow.method.anotherQuiteLongMethodName')).toEqual([]);
  });

  it('Google’s client ids are seen and decide nothing', () => {
    const id = '123406789253-k3v9q2x7m1z8t5w4r6p0y3n2b7c1d9f4.apps.googleusercontent.com';
    expect(rulesOn(`clientId = "${id}"`)).toContain('google_client_id');
    expect(secretsIn(`clientId = "${id}"`)).toEqual([]);
  });
});

describe('private keys', () => {
  const body = 'U8JZpDE0iGXlD6gNCFbaEPFjbD0kH8Oool8DklZDOCj2ISaJiHkTj0rLGlkoMXGj';
  it.each(['RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED ', ''])('of kind %s are found, cut or whole', (kind) => {
    for (const text of [
      `-----BEGIN ${kind}PRIVATE KEY-----\n${body}\n-----END ${kind}PRIVATE KEY-----`,
      `-----BEGIN ${kind}PRIVATE KEY-----\\n${body}`,
      `{"private_key": "-----BEGIN ${kind}PRIVATE KEY-----\\n${body}\\n"}`,
    ])
      expect(rulesOn(text), text).toContain('private_key');
  });

  it('are not found where a manual leaves them out', () => {
    expect(
      secretsIn('PRIVATE_KEY="-----BEGIN RSA PRIVATE KEY-----\n...\nKh9NV...\n-----END RSA PRIVATE KEY-----"'),
    ).toEqual([]);
  });
});
