import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../../src/journey/compose-request.ts';
import { applySplices, type Splice } from '../../src/platform/text-edits.ts';
import type { UpstreamTarget } from '../../src/catalog/snapshot.ts';
import type { Forwarded } from '../../src/journey/decide.ts';
import { messagesSurface } from '../../src/providers/messages/surface.ts';
import type { Hit } from '../../src/risk/rule-set.ts';
import { compose as composed, model, requestWith, target } from './made-up.ts';

const decisionFor = (
  providerModel: string,
  redact: readonly Hit[] = [],
  upstream: Partial<UpstreamTarget> = {},
): Forwarded => ({
  kind: 'forward',
  decision: 'passed',
  model: model('m', { providerModel, upstream: { ...target, ...upstream } }),
  route: 'external',
  redact,
  explanation: [],
});

function compose(
  text: string,
  providerModel: string,
  upstream: Partial<UpstreamTarget> = {},
  callerHeaders = {},
): Outgoing {
  const { request, hits } = requestWith(text, 'SECRET');
  const outgoing = composed(Buffer.from(text), request, decisionFor(providerModel, hits, upstream), callerHeaders);
  const rebuilt =
    outgoing.difference === null
      ? Buffer.from(text)
      : applySplices(Buffer.from(text), JSON.parse(Buffer.from(outgoing.difference.bytes).toString()) as Splice[]);
  expect(rebuilt).toEqual(outgoing.body);
  return outgoing;
}
const sent = (text: string, providerModel = 'm', upstream: Partial<UpstreamTarget> = {}): string =>
  compose(text, providerModel, upstream).body.toString();

const messages = '"messages":[{"role":"user","content":"x"}]';
const asked = '"stream_options":{"include_usage":true}';

describe('a request on its way out', () => {
  it('is the very same bytes when nothing is to be changed', () => {
    const text = ` {"model":"m", ${messages} }\n`;
    const { request } = requestWith(text, '');
    const received = Buffer.from(text);
    expect(composed(received, request, decisionFor('m'))).toMatchObject({ body: received, difference: null });
  });

  it.each([
    [`{"model" : "asked" ,${messages}}`, `{"model" : "p-1" ,${messages}}`],
    [`{${messages},"model":"as\\u006bed"}`, `{${messages},"model":"p-1"}`],
    [`{"x":{"model":"asked"},"model":"asked",${messages}}`, `{"x":{"model":"asked"},"model":"p-1",${messages}}`],
    [`{"model":"模型👋","odd":"北京 SECRET",${messages}}`, `{"model":"p-1","odd":"北京 [REDACTED:word]",${messages}}`],
  ])("has the provider's name of the model: %s", (text, expected) => {
    expect(sent(text, 'p-1')).toBe(expected);
  });

  it('has a name of the model that needs escapes', () => {
    expect(JSON.parse(sent(`{"model":"asked",${messages}}`, 'a"b\\c\n北京'))).toMatchObject({ model: 'a"b\\c\n北京' });
  });

  it.each([
    [`{"model":"m","stream":true,${messages}}`, `{"model":"m","stream":true,${messages},${asked}}`],
    [`{"model":"m","stream":true,${messages} \n} `, `{"model":"m","stream":true,${messages} \n,${asked}} `],
    [`{"model":"m","stream":true,"stream_options":{},${messages}}`, `{"model":"m","stream":true,${asked},${messages}}`],
    [
      `{"model":"m","stream":true,"stream_options": { "odd" : 1 },${messages}}`,
      `{"model":"m","stream":true,"stream_options": {"include_usage":true, "odd" : 1 },${messages}}`,
    ],
    [
      `{"model":"m","stream":true,"stream_options":{"include_usage" : false},${messages}}`,
      `{"model":"m","stream":true,"stream_options":{"include_usage" : true},${messages}}`,
    ],
    [
      `{"model":"m","stream":true,"stream_options":{"include_usage":null},${messages}}`,
      `{"model":"m","stream":true,${asked},${messages}}`,
    ],
    [
      `{"model":"m","stream":true,"stream_options":null,${messages}}`,
      `{"model":"m","stream":true,${asked},${messages}}`,
    ],
    [
      `{"model":"m","stream":true,"stream\\u005foptions":{},${messages}}`,
      `{"model":"m","stream":true,"stream\\u005foptions":{"include_usage":true},${messages}}`,
    ],
  ])('asks for usage on streams: %s', (text, expected) => {
    expect(sent(text)).toBe(expected);
    expect(sent(text, 'm', { injectUsage: false })).toBe(text);
  });

  it.each([
    `{"model":"m",${messages}}`,
    `{"model":"m","stream":false,${messages}}`,
    `{"model":"m","stream":true,${asked},${messages}}`,
  ])('does not ask when it need not: %s', (text) => {
    expect(sent(text)).toBe(text);
  });

  it('goes to the chat endpoint below the base URL', () => {
    expect(compose(`{"model":"m",${messages}}`, 'm', { baseUrl: 'https://x.test/a/v1' }).url).toBe(
      'https://x.test/a/v1/chat/completions',
    );
  });
});

const space = fc.constantFrom('', '', ' ', '\n', '\r\n\t', '  ');
const unit = fc.oneof(
  fc.constantFrom(
    'SECRET',
    '\\u0041',
    '\\ud83d\\udc4b',
    '\\ud800',
    '\\n',
    '\\"',
    '\\\\',
    '\\/',
    '北京',
    '👋🏽',
    '{',
    '}',
    '[',
    ':',
    ',',
    'é',
  ),
  fc.string({ unit: 'grapheme', maxLength: 4 }).map((text) => text.replaceAll(/["\\\p{Cc}\p{Cs}]/gu, '')),
);
const stringText = fc.array(unit, { maxLength: 6 }).map((units) => `"${units.join('')}"`);
const keyText = fc.constantFrom('"odd"', '"\\u006fdd"', '"another"', '"x y"', '"北"', '"trace"', '""');
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('0', '-0.0E+10', '12345678901234567890.5', '1e400', 'true', 'null'),
    stringText,
    fc
      .tuple(space, fc.array(tie('value'), { maxLength: 3 }), space)
      .map(([before, items, after]) => `[${before}${items.join(`${after},${before}`)}${after}]`),
    fc
      .tuple(space, fc.array(fc.tuple(keyText, space, tie('value')), { maxLength: 3 }))
      .map(
        ([blank, members]) =>
          `{${blank}${members.map(([key, gap, inner]) => `${key}${gap}:${gap}${inner}`).join(`${blank},${blank}`)}${blank}}`,
      ),
  ),
}));
const member = fc.tuple(keyText, value).map(([key, inner]) => `${key}:${inner}`);
const requestText = fc
  .tuple(
    fc.array(member, { maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom('user', 'system', 'assistant', 'tool'), stringText, member), {
      minLength: 1,
      maxLength: 3,
    }),
    space,
    fc.boolean(),
  )
  .chain(([members, said, blank, stream]) =>
    fc
      .shuffledSubarray(
        [
          ...members,
          `"model"${blank}:${blank}"asked"`,
          `"messages":${blank}[${said.map(([role, content, more]) => `{"role":"${role}",${more}${blank},"content":${content}}`).join(`,${blank}`)}]`,
          ...(stream ? ['"stream":true'] : []),
        ],
        { minLength: members.length + 2 + (stream ? 1 : 0) },
      )
      .map((all) => ({ text: `${blank}{${blank}${all.join(`${blank},${blank}`)}${blank}}${blank}`, stream })),
  );

describe('whatever the caller wrote', () => {
  it("only the model's name, the wish for usage and the findings differ, and the record rebuilds what was sent", () => {
    fc.assert(
      fc.property(requestText, fc.constantFrom('asked', 'p-1'), ({ text, stream }, providerModel) => {
        const expected = text
          .replaceAll(/(?:SECRET)+/g, '[REDACTED:word]')
          .replace(/("model"\s*:\s*)"asked"/, `$1"${providerModel}"`);
        const end = expected.lastIndexOf('}');
        expect(sent(text, providerModel)).toBe(
          stream ? `${expected.slice(0, end)},${asked}${expected.slice(end)}` : expected,
        );
      }),
      { numRuns: 400 },
    );
  });
});

describe('headers on their way out', () => {
  const credentials = ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'cookie', 'proxy-authorization'];
  const ofOneConnection = [
    'host',
    'connection',
    'keep-alive',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'expect',
    'content-length',
    'content-encoding',
    'accept-encoding',
  ];
  const inner = [
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-real-ip',
    'x-clawrouter-session-id',
    'x-tollgate-model',
  ];
  const everything = Object.fromEntries(
    [
      ...credentials,
      ...ofOneConnection,
      ...inner,
      'x-other',
      'openai-organization',
      'openai-beta',
      'idempotency-key',
      'anthropic-version',
      'anthropic-beta',
    ].map((name) => [name, `caller's ${name}`]),
  );
  const text = `{"model":"m",${messages}}`;

  it('are those of the list, and our own', () => {
    expect(compose(text, 'm', {}, everything).headers).toEqual({
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'tollgate',
      'openai-beta': "caller's openai-beta",
      'idempotency-key': "caller's idempotency-key",
    });
  });

  it('are those that the provider’s protocol knows: flags and versions of another one are not', () => {
    const anthropic = { protocol: 'anthropic', credential: 'sk-secret' } as const;
    const body = '{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hello"}]}';
    const decision = decisionFor('m', [], anthropic);
    const received = Buffer.from(body);
    const request = messagesSurface.readRequest(body);
    expect(composed(received, request, decision, everything, messagesSurface).headers).toEqual({
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'tollgate',
      'idempotency-key': "caller's idempotency-key",
      'anthropic-version': "caller's anthropic-version",
      'anthropic-beta': "caller's anthropic-beta",
      'x-api-key': 'sk-secret',
    });
    expect(composed(received, request, decision, {}, messagesSurface).headers).toMatchObject({
      'anthropic-version': '2023-06-01',
    });
  });

  it.each([...credentials, ...ofOneConnection, ...inner])(
    'never include %s of the caller, even if the provider names it',
    (name) => {
      const { headers } = compose(text, 'm', { forwardHeaders: new Set([name, name.toUpperCase()]) }, everything);
      expect(JSON.stringify(headers)).not.toContain(`caller's ${name}"`);
    },
  );

  it('include what the provider names, its own headers and its credential', () => {
    const upstream = {
      forwardHeaders: new Set(['X-Other', 'openai-organization']),
      headers: { 'X-Team': 'a', 'OpenAI-Organization': 'ours' },
      credential: 'secret',
    };
    expect(compose(text, 'm', upstream, everything).headers).toMatchObject({
      'x-other': "caller's x-other",
      'x-team': 'a',
      'openai-organization': 'ours',
      authorization: 'Bearer secret',
    });
  });

  it('ask for a stream when the caller does', () => {
    expect(compose(`{"model":"m","stream":true,${messages}}`, 'm').headers['accept']).toBe('text/event-stream');
  });
});
