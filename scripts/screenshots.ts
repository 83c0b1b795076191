/**
 * `npm run screenshots [-- NAME…]`: every view of the console, or those whose names begin so, in both languages, both themes and at both
 * widths, as docs/screenshots/NAME-LANGUAGE-THEME-WIDTH.png. A real gateway with traffic of its own is behind them.
 */
import { mkdir } from 'node:fs/promises';
import { openConsole } from '../server/tests/support/console.ts';
import { makeTraffic } from '../server/tests/support/traffic.ts';
import { buildConsole } from './build-console.ts';
import { viewsOf } from '../server/tests/console/views/index.ts';

const folder = new URL('../docs/screenshots/', import.meta.url).pathname;
const wanted = process.argv.slice(2);
await mkdir(folder, { recursive: true });
await buildConsole();
const at = await openConsole();
try {
  const views = viewsOf(await makeTraffic(at.gateway)).filter(
    ({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
  );
  for (const { name, path, who, prepare } of views) {
    for (const language of ['en', 'zh-CN'] as const) {
      for (const colours of ['light', 'dark'] as const) {
        for (const [width, height] of [
          [1440, 900],
          [390, 844],
        ] as const) {
          const page = await at.page(who, path, { width, height, colours, language });
          await page.waitForLoadState('networkidle');
          await prepare?.(page);
          await page.screenshot({
            path: `${folder}${name}-${language}-${colours}-${width}.png`,
            animations: 'disabled',
          });
          await page.context().close();
        }
      }
    }
    process.stdout.write(`${name}\n`);
  }
} finally {
  await at.close();
}
