import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

export function overviewViews(_traffic: Traffic): readonly View[] {
  return [
    { name: 'overview', path: '/', who: 'ada' },
    { name: 'overview-of-a-member', path: '/?range=1h', who: 'bob' },
    {
      name: 'start',
      path: '/start',
      who: 'ada',
      prepare: async (page) => {
        await page.locator('main button[aria-expanded]').nth(3).click();
        await page.getByRole('tab', { name: 'OpenAI Python' }).waitFor();
      },
    },
  ];
}
