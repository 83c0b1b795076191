import type { Page } from 'playwright-core';
import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

const openModel =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('row', { name }).click();
    await page.getByRole('complementary', { name }).waitFor();
  };

export function catalogueViews(_traffic: Traffic): readonly View[] {
  return [
    { name: 'models', path: '/models', who: 'ada' },
    { name: 'models-own', path: '/models', who: 'bob' },
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
    { name: 'grants', path: '/models/grants?kind=user', who: 'ada' },
    { name: 'providers', path: '/providers', who: 'ada' },
    {
      name: 'provider',
      path: '/providers',
      who: 'ada',
      prepare: async (page) => {
        await page.getByText('outside', { exact: true }).click();
        await page.getByRole('heading', { name: 'outside' }).waitFor();
        await page.waitForLoadState('networkidle');
      },
    },
    { name: 'wizard-choose', path: '/providers/new', who: 'ada' },
    { name: 'wizard-connect', path: '/providers/new?step=connect&preset=openai', who: 'ada' },
  ];
}
