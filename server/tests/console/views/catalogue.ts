import type { Page } from 'playwright-core';
import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

const openModel =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('row', { name }).click();
    await page.getByRole('complementary', { name }).waitFor();
  };

/** A model whose price changed twice. */
const priceAgain = async (page: Page): Promise<void> => {
  const { origin } = new URL(page.url());
  const ask = async <T>(path: string, data?: object): Promise<T> => {
    const { request } = page;
    const url = `${origin}/api${path}`;
    return (await (data ? request.post(url, { headers: { origin }, data }) : request.get(url))).json() as Promise<T>;
  };
  const { items } = await ask<{ items: { display_name: string; provider_id: string }[] }>('/models');
  if (!items.some(({ display_name: name }) => name === 'repriced')) {
    const provider_id = items[0]?.provider_id;
    const model = { display_name: 'repriced', provider_id, provider_model: 'repriced', is_active: false };
    const { id } = await ask<{ id: string }>('/models', model);
    for (const [index, input] of ['4', '2.5', '1.75'].entries()) {
      const valid_from = new Date(Date.now() - (3 - index) * 7 * 86_400_000).toISOString();
      await ask(`/models/${id}/prices`, { currency: 'USD', valid_from, input, cached_input: '0.5', output: '10' });
    }
    await page.reload();
  }
  await openModel('repriced')(page);
  await page.locator('figure').scrollIntoViewIfNeeded();
};

const openProvider = async (page: Page): Promise<void> => {
  await page.getByRole('row', { name: 'outside' }).click();
  await page.getByRole('heading', { name: 'outside' }).waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
};

/** The third step for a provider that is there, with the first model of its list picked. */
const pickModel = async (page: Page): Promise<void> => {
  await openProvider(page);
  const { origin, pathname } = new URL(page.url());
  await page.goto(`${origin}/providers/new?step=models&provider=${pathname.split('/').at(-1)}`);
  await page.getByRole('checkbox').first().check();
};

export function catalogueViews(_traffic: Traffic): readonly View[] {
  return [
    { name: 'models', path: '/models', who: 'ada' },
    { name: 'models-own', path: '/models', who: 'bob' },
    { name: 'models-price-history', path: '/models', who: 'ada', prepare: priceAgain },
    { name: 'models-panel', path: '/models', who: 'ada', prepare: openModel('gpt-test') },
    {
      name: 'models-endpoint',
      path: '/models?tab=endpoint',
      who: 'eve',
      prepare: async (page) => {
        await openModel('qwen-secure')(page);
        await page.getByRole('tab').nth(2).click();
      },
    },
    {
      name: 'models-order',
      path: '/models',
      who: 'ada',
      prepare: async (page) => {
        await page.locator('[data-move="1"]').first().click();
        await page.getByRole('region').waitFor();
      },
    },
    {
      name: 'grants-cell',
      path: '/models/grants?kind=instance',
      who: 'ada',
      prepare: async (page) => {
        await page.locator('[data-standing]').last().click();
        await page.getByRole('dialog').waitFor();
      },
    },
    { name: 'grants', path: '/models/grants?kind=user', who: 'ada' },
    { name: 'providers', path: '/providers', who: 'ada' },
    {
      name: 'provider',
      path: '/providers',
      who: 'ada',
      prepare: openProvider,
    },
    {
      name: 'provider-tested',
      path: '/providers',
      who: 'ada',
      prepare: async (page) => {
        await openProvider(page);
        await page.getByRole('button', { name: /Test connection|测试连接/ }).click();
        await page.locator('[data-test]').waitFor();
      },
    },
    { name: 'wizard-models', path: '/providers', who: 'ada', prepare: pickModel },
    {
      name: 'wizard-prices',
      path: '/providers',
      who: 'ada',
      prepare: async (page) => {
        await pickModel(page);
        await page.getByRole('button', { name: /Continue|继续/ }).click();
        await page.locator('button[aria-expanded]').last().click();
      },
    },
    { name: 'wizard-choose', path: '/providers/new', who: 'ada' },
    { name: 'wizard-connect', path: '/providers/new?step=connect&preset=openai', who: 'ada' },
  ];
}
