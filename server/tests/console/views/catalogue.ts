import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

export function catalogueViews(_traffic: Traffic): readonly View[] {
  return [];
}
