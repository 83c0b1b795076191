import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConsole, type TestConsole } from '../support/console.ts';
import { makeTraffic, type Traffic } from '../support/traffic.ts';
import { viewsOf } from './views/index.ts';

let at: TestConsole;
let traffic: Traffic;
beforeAll(async () => {
  at = await openConsole();
  traffic = await makeTraffic(at.gateway);
});
afterAll(() => at.close());

// Both themes and languages, at the width where more can go wrong for it.
describe.each([
  { language: 'en', colours: 'light', width: 1440 },
  { language: 'zh-CN', colours: 'dark', width: 390 },
] as const)('in $language, $colours, $width px wide', ({ language, colours, width }) => {
  test('no view has a serious finding of axe, scrolls sideways, or shows a word that has no text', async () => {
    const wrong: string[] = [];
    for (const { name, path, who, prepare } of viewsOf(traffic)) {
      const page = await at.page(who, path, { language, colours, width });
      await page.waitForLoadState('networkidle');
      await prepare?.(page);
      wrong.push(...(await at.axe(page)).map((finding) => `${name}: ${finding}`));
      const sideways = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
      const shown = await page.locator('body').innerText();
      if (sideways) wrong.push(`${name}: scrolls sideways`);
      for (const odd of shown.match(/\bundefined\b|\bNaN\b|\[object Object\]|\{\{\w+\}\}/g) ?? [])
        wrong.push(`${name}: shows ${odd}`);
      await page.context().close();
    }
    expect(wrong).toEqual([]);
  });
});
