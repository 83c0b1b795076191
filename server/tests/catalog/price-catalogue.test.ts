import { readFileSync } from 'node:fs';
import { admin } from '@tollgate/contract';
import { describe, expect, test } from 'vitest';
import { priceCatalogueFile, priceCatalogueText } from '../../../scripts/price-catalogue.ts';
import { compareCatalogues } from '../../src/catalog/price-catalogue/compare-catalogues.ts';
import { decimalText } from '../../src/catalog/price-catalogue/decimal-text.ts';
import { findModel, findProvider } from '../../src/catalog/price-catalogue/find-model.ts';
import { InvalidCatalogue, readPriceCatalogue } from '../../src/catalog/price-catalogue/read-price-catalogue.ts';
import { exampleOf, suggestedPrices } from '../../src/catalog/price-catalogue/suggested-prices.ts';

const shippedText = readFileSync(priceCatalogueFile, 'utf8');
const shipped = readPriceCatalogue(shippedText);

function suggested(baseUrl: string, name: string, day = '2026-11-27') {
  const provider = findProvider(shipped, { base_url: baseUrl, protocol: 'openai-compatible' });
  const model = provider && findModel(provider, name);
  return (model && suggestedPrices(model, day)) ?? null;
}

/** A catalogue with one model of these prices, as JSON text. */
function catalogueWith(prices: string, match = '{"equals":"m"}'): string {
  return `[{"id":"p","api_pattern":"https://p\\\\.example","models":[{"id":"m","match":${match},"prices":${prices}}]}]`;
}

function pricesFrom(prices: string) {
  const [provider] = readPriceCatalogue(catalogueWith(prices));
  const model = provider && findModel(provider, 'm');
  return model && suggestedPrices(model, '2026-11-27');
}

describe('the catalogue of the release', () => {
  test('is what the package says, number for number as text', () => {
    expect(priceCatalogueText()).toBe(shippedText);
  });

  test('gives every suggestion in a form that a model takes', () => {
    const refused: string[] = [];
    for (const { id, models } of shipped) {
      for (const model of models) {
        const prices = suggestedPrices(model, '2026-11-27')?.prices;
        if (prices && !admin.PriceCreate.safeParse(prices).success) refused.push(`${id}/${model.id}`);
      }
    }
    expect(refused).toEqual([]);
  });
});

describe('a suggestion', () => {
  test('has the classes, the kinds within them and the pieces', () => {
    expect(suggested('https://api.anthropic.com', 'claude-sonnet-4-5-20250929')?.prices).toEqual({
      currency: 'USD',
      input: '3',
      cached_input: '0.3',
      cache_write: '3.75',
      output: '15',
      reasoning: null,
      details: { cache_write_1h: '6' },
      units: { web_search: '0.01' },
      variants: [
        {
          when: { input_over: 200_000 },
          input: '6',
          cached_input: '0.6',
          cache_write: '7.5',
          output: '22.5',
          details: { cache_write_1h: '12' },
          units: { web_search: '0.01' },
        },
      ],
    });
  });

  test('is of the day: what was decided for later is not in it yet', () => {
    const of = (day: string) => suggested('https://api.anthropic.com', 'claude-opus-4-6', day)?.prices.variants.length;
    expect([of('2026-03-12'), of('2026-03-13')]).toEqual([1, 0]);
  });

  test('takes the numbers as they are written, however small', () => {
    expect(pricesFrom('{"input_mtok":36e-4,"output_mtok":1.10,"requests_kcount":5}')?.prices).toMatchObject({
      input: '0.0036',
      output: '1.1',
      units: { request: '0.005' },
    });
    expect(pricesFrom('{"input_mtok":0.123456789,"output_mtok":9007199.254740993}')?.prices).toMatchObject({
      input: '0.123456789',
      output: '9007199.254740993',
    });
  });

  test('puts the longest prompts first', () => {
    const tiers = '{"base":1,"tiers":[{"start":1000,"price":2},{"start":5000,"price":3}]}';
    expect(pricesFrom(`{"input_mtok":${tiers},"output_mtok":4}`)?.prices.variants).toEqual([
      { when: { input_over: 5000 }, input: '3', output: '4' },
      { when: { input_over: 1000 }, input: '2', output: '4' },
    ]);
  });

  test('tells what it cannot take over', () => {
    const found = pricesFrom('{"input_mtok":1,"output_mtok":0.0000000001,"audio_hours":2}');
    expect(found?.notes).toEqual([
      'output_mtok 0.0000000001 is more precise than a price can be.',
      'audio_hours 2 USD is left out: it is not metered.',
    ]);
  });

  test('shows what a usual call costs', () => {
    expect(exampleOf({ currency: 'USD', input: '1.25', output: '10' })).toBe('1,000 in + 500 out = 0.00625 USD');
    expect(exampleOf({ currency: 'USD', input: '0', output: '0' })).toBe('1,000 in + 500 out = 0 USD');
  });

  test('is of whom the address belongs to, else of whom the protocol is named for', () => {
    const of = (base_url: string, protocol: 'openai' | 'openai-compatible') =>
      findProvider(shipped, { base_url, protocol })?.id ?? null;
    expect(of('https://api.deepseek.com/v1', 'openai-compatible')).toBe('deepseek');
    expect(of('https://proxy.company.test/v1', 'openai')).toBe('openai');
    expect(of('https://proxy.company.test/v1', 'openai-compatible')).toBeNull();
    expect(of('https://evil.test/https://api.deepseek.com', 'openai-compatible')).toBeNull();
  });
});

describe('a file that is no catalogue', () => {
  test.each([
    ['not JSON', 'nothing'],
    ['nothing in it', '[]'],
    ['a price that is a text', catalogueWith('{"input_mtok":"1"}')],
    ['a negative price', catalogueWith('{"input_mtok":-1}')],
    ['a pattern that could hang', catalogueWith('{"input_mtok":1}', '{"regex":"^(a+)+$"}')],
    ['a pattern that is none', catalogueWith('{"input_mtok":1}', '{"regex":"("}')],
    ['a rule that is none', catalogueWith('{"input_mtok":1}', '{"sounds_like":"m"}')],
  ])('with %s is refused', (_, text) => {
    expect(() => readPriceCatalogue(text)).toThrow(InvalidCatalogue);
  });
});

test('two catalogues are compared model by model, price by price', () => {
  const before = readPriceCatalogue(catalogueWith('{"input_mtok":1,"output_mtok":2}'));
  const after = readPriceCatalogue(catalogueWith('{"input_mtok":1.0,"output_mtok":3,"cache_read_mtok":0.1}'));
  expect(compareCatalogues(before, after)).toEqual({
    added: [],
    removed: [],
    changed: [
      {
        model: 'p/m',
        fields: [
          { field: 'output_mtok', before: '2', after: '3' },
          { field: 'cache_read_mtok', before: null, after: '0.1' },
        ],
      },
    ],
  });
  expect(compareCatalogues([], after)).toMatchObject({ added: ['p/m'], removed: [] });
});

test.each([
  ['36e-4', '0.0036'],
  ['2e5', '200000'],
  ['0.50', '0.5'],
  ['1E+2', '100'],
  ['0', '0'],
  ['0.0', '0'],
  ['12.5e1', '125'],
  ['-1', null],
  ['1e999', null],
])('the number %s is the decimal %s', (number, text) => {
  expect(decimalText(number)).toBe(text);
});
