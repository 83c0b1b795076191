import { expect, test } from 'vitest';
import { parseGatewayFile } from '../../src/administration/apply/parse-gateway-file.ts';

test('a preset in a gateway.yaml gives what is left out, and what is stated goes before it', () => {
  const parsed = parseGatewayFile(
    'providers: [{ preset: mistral }, { preset: groq, name: fast, inject_usage: false }]',
  );
  expect('file' in parsed && parsed.file.providers).toMatchObject([
    { name: 'Mistral', protocol: 'openai-compatible', base_url: 'https://api.mistral.ai/v1', inject_usage: false },
    { name: 'fast', base_url: 'https://api.groq.com/openai/v1', inject_usage: false },
  ]);
});

test('a preset that is none, and one whose address nobody but the customer knows, are told with their field', () => {
  const fieldsOf = (text: string): readonly string[] => {
    const parsed = parseGatewayFile(text);
    return 'errors' in parsed ? parsed.errors.map(({ field }) => field) : [];
  };
  expect(fieldsOf('providers: [{ preset: nobody, name: x, protocol: openai, base_url: "https://x.test/v1" }]')).toEqual(
    ['providers[0].preset'],
  );
  expect(fieldsOf('providers: [{ preset: azure-openai }]')).toEqual(['providers[0].base_url']);
});
