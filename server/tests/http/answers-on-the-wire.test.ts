import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { databaseSource } from '../../src/audit/integrity/verify/database-source.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import { masterKey } from '../../src/audit/vault/master-keys.ts';
import { createOpener } from '../../src/audit/vault/opener.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { masterKeyText } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { type Answer, hello, startFixture } from './fixture.ts';
import { startRawUpstream, writePieces } from './raw-upstream.ts';

const raw = await startRawUpstream();
const rule = (id: string, prefix: string, action: string): string =>
  `{ id: ${id}, display_name: "${id}", category: security, kind: regex, regex: '\\b${prefix}-[a-z0-9]{8}\\b', severity: high, action: allow, direction: response, response_action: ${action} }`;
const { database, gateway, payload, chat, send } = await startFixture({
  providers: [`{ name: raw, protocol: openai-compatible, kind: local, base_url: "${raw.url}" }`],
  otherModels: [['raw', 'provider: raw']],
  rules: [rule('hidden', 'hd', 'redact'), rule('ended', 'ct', 'cut')],
});

const content = (text: string): string =>
  `data: {"id":"1","choices":[{"index":0,"delta":{"content":${JSON.stringify(text)}}}]}`;
const finish = 'data: {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}';
const done = 'data: [DONE]';

function said(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)) as { choices?: { delta: { content?: string } }[] })
    .map(({ choices }) => choices?.[0]?.delta.content ?? '')
    .join('');
}

async function streamed(events: readonly string[], newline: string, pieceBytes: number): Promise<Answer> {
  raw.answer(async (response) => {
    const text = events.map((event) => event + newline + newline).join('');
    await writePieces(response, Buffer.from(text), pieceBytes);
    response.end();
  });
  return chat(hello('raw', { stream: true }));
}

describe.each([
  ['LF', '\n', 100_000],
  ['LF, byte by byte', '\n', 1],
  ['CRLF, seven bytes at a time', '\r\n', 7],
  ['CR, three bytes at a time', '\r', 3],
])('a stream in pieces (%s)', (_, newline, pieceBytes) => {
  it('has its finding replaced, wherever it is split', async () => {
    const events = [content('Es ist hd-'), content('ab'), content('cd12'), content('34, für dich'), finish, done];
    const answer = await streamed(events, newline, pieceBytes);
    expect(said(answer.text)).toBe('Es ist [REDACTED:hidden], für dich');
    expect(answer.text.trimEnd().endsWith('data: [DONE]')).toBe(true);
    await gateway.settled(answer.requestId);
    expect(await payload(answer.requestId, 'response-sent')).toEqual(answer.bytes);
    expect(String(await payload(answer.requestId, 'response-received'))).toContain('"cd12"');
  });
});

describe('a stream in which nothing is found', () => {
  it('is the same byte for byte', async () => {
    const events = ['id: 7', content('Nothing '), ': quiet', content('to see.\u2028'), finish, done];
    const answer = await streamed(events, '\n', 100_000);
    expect(answer.text).toBe(events.map((event) => `${event}\n\n`).join(''));
  });

  it('reaches the caller word by word: the provider says the next only when the one before has arrived', async () => {
    const words = ['One ', 'two ', 'three hd', '-no, ', 'four.'];
    const arrivals: (() => void)[] = [];
    raw.answer(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const word of words) {
        const arrived = new Promise<void>((resolve) => arrivals.push(resolve));
        response.write(`${content(word)}\n\n`);
        await arrived;
      }
      response.end(`${finish}\n\n${done}\n\n`);
    });
    const response = await send(hello('raw', { stream: true }));
    let text = '';
    const awaited = ['One ', 'One two ', 'One two three ', 'One two three hd-no, ', 'One two three hd-no, four.'];
    for await (const bytes of response.body ?? []) {
      text += Buffer.from(bytes).toString();
      while (awaited[0] !== undefined && said(text).length >= awaited[0].length) {
        expect(said(text)).toBe(awaited.shift());
        arrivals.shift()?.();
      }
    }
    expect(awaited).toEqual([]);
  });
});

describe('a stream that breaks off', () => {
  it('gives what was held back before it says so', async () => {
    raw.answer(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`${content('It was hd-ab')}\n\n`);
      await new Promise((resolve) => setImmediate(resolve));
      response.destroy();
    });
    const answer = await chat(hello('raw', { stream: true }));
    expect(said(answer.text)).toBe('It was hd-ab');
    expect(answer.text).toContain('"provider_error"');
    expect((await gateway.settled(answer.requestId)).status).toBe('failed');
  });
});

describe('a stream that a rule cuts', () => {
  it('ends the provider’s work at once', async () => {
    let isEnded = false;
    raw.answer(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`${content('see ct-abcd1234 ')}\n\n`);
      await once(response, 'close');
      isEnded = true;
    });
    const answer = await chat(hello('raw', { stream: true }));
    expect(said(answer.text)).toBe('see ');
    expect(answer.text).toContain('content_policy_violation');
    expect(answer.text).not.toContain('[DONE]');
    await until(
      () => (isEnded ? true : null),
      () => 'the provider still works',
    );
    expect(await gateway.settled(answer.requestId)).toMatchObject({ status: 'blocked', usage: { estimated: true } });
  });
});

it('the record of answers that rules read verifies', async () => {
  const opener = createOpener({ current: masterKey(Buffer.from(masterKeyText, 'hex')), previous: null }, database.pool);
  const report = await inSnapshot(database.pool, (client) =>
    verifyRecord(databaseSource(client, opener), { publicKey: null, checkpoints: [] }),
  );
  expect(report.findings).toEqual([]);
});
