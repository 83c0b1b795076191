import type { Page } from 'playwright-core';
import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

const verify = async (page: Page): Promise<void> => {
  const asked = page.waitForResponse((response) => response.url().endsWith('/api/audit/verify'));
  await page.locator('h1 ~ div button').first().click();
  await asked;
  await page.locator('h1 ~ div button[data-loading]').first().waitFor({ state: 'detached' });
  await page.locator('section[role=status] time').waitFor();
};

export function recordViews(_traffic: Traffic): readonly View[] {
  return [
    { name: 'record', path: '/record', who: 'ada', prepare: verify },
    { name: 'record-checkpoints', path: '/record?tab=checkpoints', who: 'ada' },
    { name: 'record-erasures', path: '/record?tab=erasures', who: 'ada' },
    { name: 'record-holds', path: '/record?tab=holds', who: 'ada' },
    {
      name: 'record-export',
      path: '/record',
      who: 'eve',
      async prepare(page) {
        await page.locator('h1 ~ div button').nth(1).click();
        await page.locator('[role=dialog] a[download]').waitFor();
      },
    },
    { name: 'record-log', path: '/record/log', who: 'eve' },
    {
      name: 'record-log-entry',
      path: '/record/log?kind=configuration',
      who: 'ada',
      async prepare(page) {
        await page.locator('tbody tr').first().focus();
        await page.keyboard.press('Enter');
        await page.locator('aside h2').waitFor();
      },
    },
    { name: 'settings-retention', path: '/settings/retention', who: 'ada' },
    { name: 'settings-risk', path: '/settings/risk', who: 'ada' },
    { name: 'settings-about', path: '/settings/about', who: 'eve' },
  ];
}
