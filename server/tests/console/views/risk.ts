import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

export function riskViews(_traffic: Traffic): readonly View[] {
  return [];
}
