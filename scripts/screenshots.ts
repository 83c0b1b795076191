/**
 * `npm run screenshots [-- NAME…]`: every view of the console, or those whose names begin so, in both languages, both themes and at both
 * widths, as docs/screenshots/NAME-LANGUAGE-THEME-WIDTH.png. A real gateway with traffic of its own is behind them.
 * `npm run screenshots -- readme` draws the few that README.md shows.
 */
import { mkdir } from 'node:fs/promises';
import { openConsole } from '../server/tests/support/console.ts';
import { makeTraffic } from '../server/tests/support/traffic.ts';
import { buildConsole } from './build-console.ts';
import { viewsOf } from '../server/tests/console/views/index.ts';

const folder = new URL('../docs/screenshots/', import.meta.url).pathname;
const ofReadme = ['overview', 'call-why'];
const isReadme = process.argv[2] === 'readme';
const wanted = isReadme ? ofReadme : process.argv.slice(2);
const languages = isReadme ? (['en'] as const) : (['en', 'zh-CN'] as const);
const themes = isReadme ? (['light'] as const) : (['light', 'dark'] as const);
const sizes = isReadme
  ? ([[1200, 720]] as const)
  : ([
      [1440, 900],
      [390, 844],
    ] as const);
await mkdir(`${folder}readme`, { recursive: true });
await buildConsole();
const at = await openConsole();
try {
  const views = viewsOf(await makeTraffic(at.gateway)).filter(
    ({ name }) => wanted.length === 0 || wanted.some((start) => (isReadme ? name === start : name.startsWith(start))),
  );
  for (const { name, path, who, prepare } of views) {
    for (const language of languages) {
      for (const colours of themes) {
        for (const [width, height] of sizes) {
          const page = await at.page(who, path, { width, height, colours, language });
          await page.waitForLoadState('networkidle');
          await prepare?.(page);
          await page.screenshot({
            path: folder + (isReadme ? `readme/${name}.png` : `${name}-${language}-${colours}-${width}.png`),
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
