/**
 * `npm run bench -- console`: how soon the console can be used, and how smoothly its list of calls scrolls, in a real
 * Chromium without throttling, on a real gateway over a record that `npm run bench -- record` left.
 *   TOLLGATE_BENCH_RECORD   the folder of the record
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { buildConsole } from '../scripts/build-console.ts';
import { startEmbedded } from '../server/src/database/embedded.ts';
import { createLogger } from '../server/src/platform/logger.ts';
import { openConsole, type TestConsole } from '../server/tests/support/console.ts';
import { type Row, table } from './table.ts';

const folder = process.env['TOLLGATE_BENCH_RECORD'];
if (folder === undefined) throw new Error('TOLLGATE_BENCH_RECORD: the folder of a record, see bench/record.ts');
const made = JSON.parse(readFileSync(path.join(folder, 'made.json'), 'utf8')) as { calls: number; masterKey: string };
const rounds = 5;
const steps = 150;
/** By so much at each frame: 19 rows, more than a wheel does. */
const pixels = 600;

type Page = Awaited<ReturnType<TestConsole['page']>>;

await buildConsole();
const database = await startEmbedded({ dataDir: folder, log: createLogger('silent') });
const at = await openConsole({ databaseUrl: database.url, env: { TOLLGATE_MASTER_KEY: made.masterKey } });
try {
  const views = [];
  for (const [name, address, shown] of [
    ['the overview, as it opens', '/', 'main a[href*="/traffic"]'],
    ['the overview of 7 days', '/?range=7d', 'main a[href*="/traffic"]'],
    ['the list of calls', '/traffic', 'tbody tr[aria-rowindex]'],
    ['costs of 12 months by model', `/costs?from=${monthsAgo(12)}`, 'main table tbody tr'],
  ] as const) {
    const times = [];
    for (let round = 0; round < rounds; round++) times.push(await firstView(address, shown));
    views.push(timeRow(`first view, nothing cached: ${name}`, median(times)));
  }
  const list = await at.page('ada', '/traffic?range=90d&live=off');
  await list.locator('tbody tr[aria-rowindex]').first().waitFor();
  const rows = [...views, await scrolled(list)];
  process.stdout.write(
    `\n${made.calls} calls, ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}\n\n${table(rows)}\n`,
  );
} finally {
  await at.close();
  await database.stop();
}

/** Milliseconds until this is shown and no long task keeps the page from answering. */
async function firstView(address: string, shown: string): Promise<number> {
  const page = await at.page('ada');
  await page.context().unrouteAll();
  await page.addInitScript(`
    window.busyUntil = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) window.busyUntil = task.startTime + task.duration;
    }).observe({ type: 'longtask', buffered: true });
    new MutationObserver((_, observer) => {
      if (!document.querySelector(${JSON.stringify(shown)})) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => { window.shownAt = performance.now(); }));
    }).observe(document, { childList: true, subtree: true });
  `);
  await page.goto(at.gateway.adminOrigin + address);
  await page.locator(shown).first().waitFor();
  await page.waitForLoadState('networkidle');
  const ms = await page.evaluate<number>('Math.max(window.shownAt, window.busyUntil)');
  await page.context().close();
  return ms;
}

function timeRow(work: string, ms: number): Row {
  return {
    work,
    goal: '< 1 s',
    figure: `${ms.toFixed(0)} ms (median of ${rounds})`,
    ratio: '',
    holds: ms < 1000,
  };
}

/** Scrolls on and on at each frame, pages coming as they are reached, and takes the longest task of each round. */
async function scrolled(page: Page): Promise<Row> {
  const longest: number[] = [];
  await page.mouse.move(800, 500);
  for (let round = 0; round < rounds; round++) {
    await page.evaluate(`
      window.tasks = [];
      window.observer?.disconnect();
      window.observer = new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((one) => one.duration)));
      window.observer.observe({ type: 'longtask' });
    `);
    for (let step = 0; step < steps; step++) {
      await page.mouse.wheel(0, pixels);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => done()))');
    }
    longest.push(await page.evaluate<number>('Math.max(0, ...window.tasks)'));
  }
  const last = page.locator('tbody tr[aria-rowindex]').last();
  const reached = await last.getAttribute('aria-rowindex');
  return {
    work: 'scrolling through the list, pages coming as they are reached',
    goal: 'no task over 100 ms',
    figure: `longest task ${median(longest).toFixed(0)} ms (median of ${rounds}; all: ${longest.map((ms) => ms.toFixed(0)).join(', ')}), at row ${reached}`,
    ratio: '',
    holds: median(longest) <= 100,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function monthsAgo(months: number): string {
  const day = new Date();
  day.setUTCMonth(day.getUTCMonth() - months);
  return `${day.toISOString().slice(0, 10)}T00:00:00.000Z`;
}
