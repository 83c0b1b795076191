import { afterAll, beforeAll, expect, test } from 'vitest';
import type { admin } from '@tollgate/contract';
import { agentOrigin } from '../../src/http/admin/agent-origin.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

test('every client gets the address and a place for its key, and a member sees them too', async () => {
  const { text } = await api.call('GET', '/api/snippets', { token: api.people.member.token });
  const { base_url, key_placeholder, items } = JSON.parse(text) as admin.Snippets;
  expect(base_url).toMatch(/^http:\/\/.*\/v1$/);
  const origin = base_url.slice(0, -3);
  for (const { client, parts } of items) {
    const all = parts.map((part) => part.text).join('\n');
    expect(all, client).toContain(key_placeholder);
    expect(all, client).toContain(origin);
  }
  expect(items.find(({ client }) => client === 'claude-code')?.parts[0]?.text).not.toContain('/v1');
});

test('agents are told the address that the configuration names, else the one that is listened on', () => {
  const own = { origin: 'http://0.0.0.0:8787', isShared: false };
  const asked = 'http://console.example:9000';
  expect(agentOrigin(own, 'https://ai.example/', null, asked)).toBe('https://ai.example');
  expect(agentOrigin(own, null, 'https://console.example', asked)).toBe('http://console.example:8787');
  expect(agentOrigin({ ...own, origin: 'http://10.0.0.5:8787' }, null, null, asked)).toBe('http://10.0.0.5:8787');
  expect(agentOrigin({ origin: 'http://127.0.0.1:8787', isShared: true }, null, null, asked)).toBe(asked);
  expect(agentOrigin({ ...own, isShared: true }, null, 'https://console.example', asked)).toBe(
    'https://console.example',
  );
});
