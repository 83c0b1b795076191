import type { Traffic } from '../../support/traffic.ts';
import { accessViews } from './access.ts';
import { callViews } from './call.ts';
import { catalogueViews } from './catalogue.ts';
import { costsViews } from './costs.ts';
import { overviewViews } from './overview.ts';
import { peopleViews } from './people.ts';
import { recordViews } from './record.ts';
import { riskViews } from './risk.ts';
import { trafficViews } from './traffic.ts';
import type { View } from './view.ts';

/** Every screen of the console: what `npm run screenshots` draws and what axe looks at. */
export function viewsOf(traffic: Traffic): readonly View[] {
  return [
    ...accessViews(),
    ...overviewViews(traffic),
    ...trafficViews(traffic),
    ...callViews(traffic),
    ...riskViews(traffic),
    ...costsViews(traffic),
    ...catalogueViews(traffic),
    ...peopleViews(traffic),
    ...recordViews(traffic),
  ];
}
