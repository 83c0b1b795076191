import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

export function trafficViews({ rerouted }: Traffic): readonly View[] {
  const typed: View['prepare'] = async (page) => {
    await page.locator('[data-filter]').fill('card');
    await page.getByRole('option').first().waitFor();
  };
  return [
    { name: 'traffic-list', path: '/traffic', who: 'ada' },
    { name: 'traffic-filter', path: '/traffic?decision=rerouted&decision=blocked', who: 'ada', prepare: typed },
    {
      name: 'traffic-excluded',
      path: '/traffic?not_decision=blocked&not_status=failed&user=ada%40company.test',
      who: 'ada',
    },
    { name: 'traffic-panel', path: `/traffic?call=${rerouted}`, who: 'eve' },
    { name: 'traffic-empty', path: '/traffic?rule=bank_card&route=external&status=failed', who: 'ada' },
    { name: 'traffic-own', path: '/traffic', who: 'bob' },
  ];
}
