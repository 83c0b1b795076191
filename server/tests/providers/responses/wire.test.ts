import { expect, test } from 'vitest';
import { responsesWire } from '../../../src/providers/responses/wire.ts';

test('finds the API at OpenAI’s address, and at Azure’s with the version that it asks for', () => {
  const openAi = { baseUrl: 'https://api.openai.com/v1', apiVersion: null };
  expect(responsesWire.url(openAi, 'gpt-5', true)).toBe('https://api.openai.com/v1/responses');
  const azure = { baseUrl: 'https://house.openai.azure.com', apiVersion: '2025-04-01-preview' };
  expect(responsesWire.url(azure, 'gpt-5', true)).toBe(
    'https://house.openai.azure.com/openai/responses?api-version=2025-04-01-preview',
  );
});
