/**
 * `npm run bench -- console`: how smoothly the list of calls scrolls, in a real Chromium without throttling. The gateway is
 * real; the pages of the list are made up here, as many as are asked for.
 *   TOLLGATE_BENCH_ROWS   how many calls there are (1000000)
 */
import { cpus } from 'node:os';
import { buildConsole } from '../scripts/build-console.ts';
import { openConsole, type TestConsole } from '../server/tests/support/console.ts';
import { makeTraffic } from '../server/tests/support/traffic.ts';
import { type Row, table } from './table.ts';

const count = Number(process.env['TOLLGATE_BENCH_ROWS'] ?? 1_000_000);
const rounds = 5;
const steps = 150;
const goalMs = 100;

type Page = Awaited<ReturnType<TestConsole['page']>>;
type Call = Record<string, unknown> & { request_id: string };
interface Measured {
  readonly longestMs: number;
  readonly rows: number;
}

await buildConsole();
const at = await openConsole();
try {
  const { rerouted } = await makeTraffic(at.gateway);
  const model = (await (await at.gateway.api(`/invocations/${rerouted}`)).json()) as Call;
  const still = await measured(await listOf(model, count, 20_000), 600);
  const paged = await measured(await listOf(model, count, 100), 2000);
  const row = (work: string, { longestMs, rows }: Measured): Row => ({
    work,
    goal: `no task over ${goalMs} ms`,
    figure: `longest task ${longestMs.toFixed(0)} ms (median of ${rounds}), at ${rows} rows`,
    ratio: '',
    holds: longestMs <= goalMs,
  });
  const rows = [
    row('scrolling through what was read, 20,000 calls at once', still),
    row('scrolling on while pages of 100 come', paged),
  ];
  process.stdout.write(
    `\n${count} calls, ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}\n\n${table(rows)}\n`,
  );
} finally {
  await at.close();
}

/** A page on the list, whose calls are made up. Ids are in the order of time. */
async function listOf(model: Call, all: number, size: number): Promise<Page> {
  const page = await at.page('ada', '/me');
  const callAt = (index: number): Call => ({
    ...model,
    explanation: [],
    attempts: [],
    request_id: `req_${(0x1_9ff_ffff_ffff - index).toString(16).padStart(12, '0')}`,
    at: new Date(Date.now() - index * 500).toISOString(),
  });
  await page.route('**/api/invocations?**', async (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const items = Array.from({ length: Math.min(size, all - from) }, (_, index) => callAt(from + index));
    const next = from + items.length;
    await route.fulfill({
      json: { items, next_cursor: next < all ? String(next) : null, live_cursor: '0', searched_to: null },
    });
  });
  await page.route('**/api/invocations/facets?**', (route) =>
    route.fulfill({
      json: {
        calls: 10_000,
        is_complete: false,
        costs: [],
        facets: { decision: [], route: [], status: [], model: [], rule: [], provider: [] },
      },
    }),
  );
  await page.goto(`${at.gateway.adminOrigin}/traffic?live=off`);
  await page.locator('tbody tr[aria-rowindex]').first().waitFor();
  return page;
}

/** Scrolls by so much at each frame, and takes the longest task of each round. */
async function measured(page: Page, pixels: number): Promise<Measured> {
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
  const rows = Number(await last.getAttribute('aria-rowindex'));
  await page.context().close();
  return { longestMs: longest.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN, rows };
}
