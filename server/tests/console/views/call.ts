import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

export function callViews(traffic: Traffic): readonly View[] {
  return [
    { name: 'call-why', path: `/traffic/${traffic.rerouted}`, who: 'eve' },
    { name: 'call-blocked', path: `/traffic/${traffic.blocked}`, who: 'ada' },
    { name: 'call-cost', path: `/traffic/${traffic.streamed}?tab=cost`, who: 'bob' },
  ];
}
