import type { Page } from 'playwright-core';
import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

const whole = async (page: Page): Promise<void> => {
  await page.locator('figure').waitFor();
  await page.locator('table[aria-label]').last().waitFor();
  await page.locator('[data-stale]').waitFor({ state: 'detached' });
};

/** Sends something to the API as who is signed in, unless the list already has something. */
async function unlessThere(page: Page, path: string, body: object | string): Promise<void> {
  await page.evaluate(
    async ([url, text, type]) => {
      const known = (await (await fetch(url)).json()) as { items: unknown[] };
      if (known.items.length === 0) await fetch(url, { method: 'POST', headers: { 'content-type': type }, body: text });
    },
    [
      path,
      typeof body === 'string' ? body : JSON.stringify(body),
      typeof body === 'string' ? 'text/csv' : 'application/json',
    ] as const,
  );
  await page.reload();
}

const budget = {
  name: 'Company month',
  scope: { kind: 'everyone' },
  measure: 'money',
  limit: '0.0005',
  currency: 'USD',
  period: 'month',
  is_hard: false,
  alert_shares: ['0.5', '0.8'],
};
const rates = 'day,currency,base,rate\n2026-11-26,USD,EUR,1.0843\n2026-11-26,CNY,EUR,7.85412\n';

export function costsViews(_traffic: Traffic): readonly View[] {
  return [
    { name: 'costs', path: '/costs?range=today', who: 'ada', prepare: whole },
    {
      name: 'costs-open',
      path: '/costs?range=24h&by=user&kind=external',
      who: 'eve',
      prepare: async (page) => {
        await whole(page);
        await page.locator('tbody button[aria-expanded=false]').first().click();
        await page.locator('[data-level="1"]').first().waitFor();
      },
    },
    { name: 'costs-member', path: '/costs', who: 'bob', prepare: whole },
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
    {
      name: 'budgets',
      path: '/costs/budgets',
      who: 'ada',
      prepare: async (page) => {
        await unlessThere(page, '/api/budgets', budget);
        await page.locator('tbody tr[data-index="0"]').press('Enter');
        await page.locator('aside svg[role=img]').waitFor();
      },
    },
    {
      name: 'budget-new',
      path: '/costs/budgets?edit=new',
      who: 'ada',
      prepare: (page) => page.getByRole('dialog').waitFor(),
    },
    {
      name: 'rates',
      path: '/costs/rates',
      who: 'ada',
      prepare: async (page) => {
        await unlessThere(page, '/api/exchange-rates', rates);
        await page.locator('tbody tr').first().waitFor();
      },
    },
    {
      name: 'centres',
      path: '/costs/centres',
      who: 'ada',
      prepare: async (page) => {
        const me = await page.evaluate(async () => (await (await fetch('/api/me')).json()) as { user: { id: string } });
        await unlessThere(page, '/api/cost-centre-assignments', {
          subject: { kind: 'user', id: me.user.id },
          cost_centre: 'Research & development',
          valid_from: '2027-01-01',
        });
        await page.locator('tbody tr').first().waitFor();
      },
    },
  ];
}
