import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

export function overviewViews(_traffic: Traffic): readonly View[] {
  return [{ name: 'overview', path: '/', who: 'ada' }];
}
