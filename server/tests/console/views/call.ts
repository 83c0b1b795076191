import type { Page } from 'playwright-core';
import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

/** The button that opens what a tab shows, in either language. */
async function open(page: Page): Promise<void> {
  await page.getByRole('tabpanel').getByRole('button').first().click();
  await page.getByRole('tabpanel').locator('[data-message], [role=region], section').first().waitFor();
}

export function callViews(traffic: Traffic): readonly View[] {
  const last = traffic.run.at(-1) ?? '';
  return [
    { name: 'call-why', path: `/traffic/${traffic.rerouted}`, who: 'eve' },
    { name: 'call-blocked', path: `/traffic/${traffic.blocked}`, who: 'ada' },
    {
      name: 'call-conversation',
      path: `/traffic/${last}?tab=conversation&at=messages[2].content`,
      who: 'eve',
      prepare: open,
    },
    { name: 'call-differences', path: `/traffic/${traffic.streamed}?tab=differences`, who: 'ada', prepare: open },
    { name: 'call-raw', path: `/traffic/${traffic.streamed}?tab=raw`, who: 'ada', prepare: openStream },
    { name: 'call-cost', path: `/traffic/${traffic.streamed}?tab=cost`, who: 'bob' },
    { name: 'call-proof', path: `/traffic/${traffic.passed}?tab=proof`, who: 'eve' },
    { name: 'trace', path: `/traffic/${last}`, who: 'eve', prepare: (page) => openRun(page, 'traces') },
    { name: 'session', path: `/traffic/${last}`, who: 'ada', prepare: (page) => openRun(page, 'sessions') },
  ];
}

async function openStream(page: Page): Promise<void> {
  await page.getByRole('tabpanel').getByRole('radiogroup').locator('label').nth(2).click();
  await page.locator('[class*=closed] button').first().click();
  await page.getByRole('slider').waitFor();
}

async function openRun(page: Page, kind: 'traces' | 'sessions'): Promise<void> {
  await page.locator(`a[href^="/${kind}/"]`).click();
  await page.getByRole('treeitem').first().waitFor();
  await page.locator('aside').waitFor();
}
