import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

export function riskViews(traffic: Traffic): readonly View[] {
  return [
    { name: 'risk-rules', path: '/risk/rules?sort=hits', who: 'ada' },
    {
      name: 'risk-rules-selected',
      path: '/risk/rules?category=finance',
      who: 'ada',
      prepare: async (page) => {
        await page.getByRole('checkbox').nth(1).click();
        await page.getByRole('toolbar').waitFor();
      },
    },
    { name: 'risk-rule', path: '/risk/rules?rule=bank_card', who: 'ada' },
    { name: 'risk-rule-read', path: '/risk/rules?rule=bank_card&tab=examples', who: 'eve' },
    {
      name: 'risk-rule-new',
      path: '/risk/rules?create=true',
      who: 'ada',
      prepare: async (page) => {
        const panel = page.getByRole('complementary');
        await panel.locator('select').nth(1).selectOption('regex');
        await panel.locator('textarea').nth(1).fill('Bluefin(?=-\\d+)');
        await panel.getByText(/at character 8/).waitFor();
      },
    },
    {
      name: 'risk-test',
      path: '/risk/test',
      who: 'eve',
      prepare: async (page) => {
        await page
          .locator('textarea')
          .first()
          .fill('Card 4539 1488 0343 6467, mail lin@acme.cn, and the test card 4242424242424242.');
        await page.locator('mark').first().waitFor();
        await page.locator('details').waitFor();
      },
    },
    { name: 'risk-test-call', path: `/risk/test?request=${traffic.rerouted}`, who: 'eve' },
    { name: 'risk-backtests', path: '/risk/backtests?rule=bank_card', who: 'ada' },
    {
      name: 'risk-backtest',
      path: '/risk/backtests?rule=bank_card&range=1h',
      who: 'ada',
      prepare: async (page) => {
        await page.locator('form select').nth(1).selectOption('block');
        await page.locator('form button[type=submit]').click();
        await page.waitForURL(/backtests\/./);
        await page.locator('section h2').first().waitFor();
      },
    },
    { name: 'risk-review', path: '/risk/review', who: 'eve' },
    { name: 'risk-held', path: '/risk/held', who: 'ada' },
  ];
}
