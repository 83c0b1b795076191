import { afterAll, expect, test } from 'vitest';
import { openConsole } from '../support/console.ts';
import { makeTraffic } from '../support/traffic.ts';
import { createViewer, looks } from './look-at-view.ts';
import { viewsOf } from './views/index.ts';

const at = await openConsole();
afterAll(() => at.close());
const look = createViewer(at);
// By turns in English, light and wide, and in Chinese, dark and narrow: every-view.proof.test.ts has each view in both.
const views = viewsOf(await makeTraffic(at.gateway)).map((view, index) => ({ view, how: looks[index % 2]! }));

test.each(views.map((one) => ({ name: one.view.name, ...one })))(
  '$name has no serious finding of axe, does not scroll sideways, and shows no word that has no text ($how.language)',
  async ({ view, how }) => {
    expect(await look(view, how)).toEqual([]);
  },
);
