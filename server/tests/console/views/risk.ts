import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

export function riskViews(_traffic: Traffic): readonly View[] {
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
  ];
}
