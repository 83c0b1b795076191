import type { Page } from 'playwright-core';
import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

const total = async (page: Page): Promise<void> => {
  await page.locator('figure').waitFor();
  await page.locator('table[aria-label]').last().waitFor();
};

export function costsViews(_traffic: Traffic): readonly View[] {
  return [
    { name: 'costs', path: '/costs?range=today', who: 'ada', prepare: total },
    {
      name: 'costs-open',
      path: '/costs?range=24h&by=user&kind=external',
      who: 'eve',
      prepare: async (page) => {
        await total(page);
        await page.locator('tbody button[aria-expanded=false]').first().click();
        await page.locator('tbody button[aria-expanded=true]').waitFor();
      },
    },
    { name: 'costs-member', path: '/costs', who: 'bob', prepare: total },
    { name: 'costs-empty', path: '/costs?range=last-month', who: 'ada' },
    {
      name: 'ledger',
      path: '/costs/ledger',
      who: 'eve',
      prepare: async (page) => {
        await page.locator('tbody tr[data-index="0"]').press('Enter');
        await page.locator('aside tfoot').first().waitFor();
      },
    },
  ];
}
