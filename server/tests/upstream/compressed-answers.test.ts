import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { createSecurePath } from '../../src/providers/upstream/create-path.ts';
import type { UpstreamPath } from '../../src/providers/upstream/path.ts';
import { bodyOf, chat, failureOf, send, until } from './call-upstream.ts';
import { serve } from './local-server.ts';

let standIn: StandIn;
let path: UpstreamPath;
let chatUrl: string;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  standIn = await startStandIn();
  chatUrl = `${standIn.url}/chat/completions`;
  path = createSecurePath({ hosts: null, cidrs: null });
});
afterAll(async () => {
  await path.close();
  await standIn.close();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('a compressed answer that nobody asked for', () => {
  test.each(['gzip', 'br', 'deflate'])('%s is decoded as it comes', async (encoding) => {
    const plain = await send(path, { url: chatUrl, json: chat('stand-in-chunks-20', true) });
    const answer = await send(path, { url: chatUrl, json: chat(`stand-in-chunks-20+${encoding}`, true) });
    expect(answer.headers['content-encoding']).toBeUndefined();
    const withoutIds = (text: string) => text.replaceAll(/"(id|model)":"[^"]*"|"created":\d+/g, '');
    expect(withoutIds(await bodyOf(answer))).toBe(withoutIds(await bodyOf(plain)));
  });

  test('its events are not held up by the decoder', async () => {
    const answer = await send(path, {
      url: chatUrl,
      json: chat('stand-in-silent-2+gzip', true),
      timeouts: { idle_ms: 300 },
    });
    let text = '';
    answer.pipe({ data: (chunk) => (text += chunk), end() {}, error() {} });
    await until(() => (text.match(/^data: /gm) ?? []).length === 2);
  });

  test('that is damaged, or in an unknown encoding, is `broken`', async () => {
    const damaged = gzipSync('x'.repeat(1000)).fill(0, 12);
    const url = await serveUrl((request, response) => {
      response.setHeader('content-encoding', request.url === '/odd' ? 'snappy' : 'gzip');
      response.end(damaged);
    });
    expect((await failureOf(path, { url })).kind).toBe('broken');
    expect((await failureOf(path, { url: `${url}odd` })).kind).toBe('broken');
  });
});

async function serveUrl(handler: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await serve(handler, closing)}/`;
}
