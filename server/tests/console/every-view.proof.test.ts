import { afterAll, describe, expect, test } from 'vitest';
import { openConsole } from '../support/console.ts';
import { makeTraffic } from '../support/traffic.ts';
import { createViewer, looks } from './look-at-view.ts';
import { viewsOf } from './views/index.ts';

const at = await openConsole();
afterAll(() => at.close());
const look = createViewer(at);
const views = viewsOf(await makeTraffic(at.gateway));

describe.each(looks)('in $language, $colours, $width px wide', (how) => {
  test.each(views)(
    '$name has no serious finding of axe, does not scroll sideways, and shows no word that has no text',
    async (view) => {
      expect(await look(view, how)).toEqual([]);
    },
  );
});
