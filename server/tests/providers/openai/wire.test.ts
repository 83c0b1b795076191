import { expect, test } from 'vitest';
import { chatWire } from '../../../src/providers/openai/wire.ts';

test.each([
  ['https://api.openai.com/v1', null, 'https://api.openai.com/v1/chat/completions'],
  [
    'https://x.openai.azure.com',
    '2024-10-21',
    'https://x.openai.azure.com/openai/deployments/my%20model/chat/completions?api-version=2024-10-21',
  ],
])('chat completions of %s with version %s are at %s', (baseUrl, apiVersion, url) => {
  expect(chatWire.url({ baseUrl, apiVersion }, 'my model', false)).toBe(url);
});
