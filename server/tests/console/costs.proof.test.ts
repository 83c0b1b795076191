import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsole, type TestConsole } from '../support/console.ts';
import { makeTraffic } from '../support/traffic.ts';

let at: TestConsole;
beforeAll(async () => {
  at = await openConsole();
  await makeTraffic(at.gateway);
});
afterAll(() => at.close());

interface Call {
  readonly cost: { readonly currency: string; readonly amount: string } | null;
}

const units = (decimal: string): bigint => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(20, '0'));
};

/** What the calls of a link come to: their number, and the sum of what they cost by currency, in units of 10^-20. */
async function behind(href: string): Promise<{ calls: number; sums: Record<string, bigint> }> {
  const { pathname, search } = new URL(href, at.gateway.adminOrigin);
  expect(pathname).toBe('/traffic');
  const sums: Record<string, bigint> = {};
  let calls = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = `${search || '?'}&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer = await at.gateway.api(`/invocations${page}`);
    expect(answer.status, search).toBe(200);
    const { items, next_cursor } = (await answer.json()) as { items: Call[]; next_cursor: string | null };
    calls += items.length;
    for (const { cost } of items) {
      if (cost) sums[cost.currency] = (sums[cost.currency] ?? 0n) + units(cost.amount);
    }
    cursor = next_cursor;
  }
  return { calls, sums };
}

interface Figure {
  readonly href: string;
  readonly text: string;
  /** All digits of the amounts that it shows, with their currencies. */
  readonly amounts: readonly { readonly exact: string; readonly currency: string }[];
}

/** What is used here of an element of the page. */
interface Shown {
  readonly href: string;
  readonly textContent: string;
  readonly ariaLabel: string | null;
  readonly dataset: Readonly<Record<string, string>>;
  querySelectorAll(of: string): Iterable<Shown>;
}

/** Every figure of the page that is a link to calls: of cards, of the chart, of lines and of the footer. */
async function figuresOf(page: Page): Promise<Figure[]> {
  return page.locator('main a[href^="/traffic"]').evaluateAll((links) =>
    (links as unknown as Shown[]).map((link) => {
      const ofLink = new URL(link.href).searchParams.get('currency');
      const shown = [...link.querySelectorAll('[data-exact]')].map(({ dataset, textContent }) => ({
        exact: dataset['exact'] ?? '',
        currency: /[A-Z]{3}$/.exec(textContent.trim())?.[0] ?? ofLink ?? '',
      }));
      const [, exact, currency = ''] = /: ([\d.,]+) ([A-Z]{3})$/.exec(link.ariaLabel ?? '') ?? [];
      const amounts = exact === undefined ? shown : [{ exact, currency }];
      return { href: link.href, text: link.textContent, amounts };
    }),
  );
}

/** Waits until the page shows what it is asked for, whole. */
async function settled(page: Page): Promise<void> {
  await page.locator('figure').waitFor();
  await page.locator('table tfoot').last().waitFor();
  await page.locator('[data-stale]').waitFor({ state: 'detached' });
}

async function checkFigures(page: Page): Promise<number> {
  const figures = await figuresOf(page);
  for (const { href, text, amounts } of figures) {
    const { calls, sums } = await behind(href);
    for (const { exact, currency } of amounts)
      expect(sums[currency], `${text} ${currency} → ${href}`).toBe(units(exact.replaceAll(',', '')));
    if (amounts.length === 0 && /^[\d,]+$/.test(text)) expect(String(calls), href).toBe(text.replaceAll(',', ''));
    else expect(calls, href).toBeGreaterThan(0);
  }
  return figures.length;
}

test.each(['UTC', 'Asia/Shanghai', 'America/New_York'])(
  'every figure of the reports is the sum of the calls behind it, by currency, with the days of %s',
  async (zone) => {
    const page = await at.page('ada', `/costs?range=this-month&tz=${zone}`);
    await settled(page);
    // Two currencies, calls, rerouted ones; the chart; lines and footer.
    expect(await checkFigures(page)).toBeGreaterThan(10);
    await page.goto(`${at.gateway.adminOrigin}/costs?range=7d&by=day&and=model&tz=${zone}`);
    await settled(page);
    await page.locator('tbody button[aria-expanded=false]').first().click();
    await page.locator('tbody tr', { hasText: 'gpt-test' }).waitFor();
    expect(await checkFigures(page)).toBeGreaterThan(8);
    await page.context().close();
  },
);

test('the footer is what the lines come to, and a line opens into parts that come to it', async () => {
  const page = await at.page('eve', '/costs?range=today&by=user&and=model');
  await settled(page);
  const sumOf = async (rows: string, column: string) => {
    const amounts = await page
      .locator(`${rows} td:nth-child(${column}) [data-exact]`)
      .evaluateAll((cells) =>
        cells.map((cell) => (cell as unknown as { dataset: Record<string, string> }).dataset['exact'] ?? ''),
      );
    return amounts.map(units).reduce((sum, one) => sum + one, 0n);
  };
  for (const column of ['8', '9']) {
    expect(await sumOf('tbody tr', column)).toBe(await sumOf('tfoot tr', column));
    expect(await sumOf('tfoot tr', column)).toBeGreaterThan(0n);
  }
  const before = await sumOf('tbody tr', '8');
  // By keyboard: the first row has the focus of the table, Enter opens it.
  await page.locator('tbody tr').first().press('Enter');
  await page.locator('tbody tr', { hasText: 'gpt-test' }).waitFor();
  expect(await sumOf('tbody tr', '8')).toBe(before + (await sumOf('tbody tr:first-child', '8')));
  await page.getByRole('link', { name: 'ada@company.test', exact: true }).click();
  await page.getByRole('list', { name: 'Only' }).getByText('ada@company.test').waitFor();
  expect(new URL(page.url()).searchParams.get('by')).toBe('model');
  await page.goBack();
  await page.locator('tbody tr', { hasText: 'bob@company.test' }).waitFor();
});

test('a member sees the costs of their own calls alone, and no page of the company', async () => {
  const page = await at.page('bob', '/costs?range=today&by=user');
  await settled(page);
  expect(await page.locator('tbody tr').allInnerTexts()).toEqual([expect.stringContaining('bob@company.test')]);
  for (const name of ['Ledger', 'Budgets', 'Exchange rates', 'Cost centres'])
    expect(await page.getByRole('navigation').getByRole('link', { name }).count()).toBe(0);
  await page.context().close();
});

test('a span without costs says so, and leads to the day of the latest', async () => {
  const page = await at.page('ada', '/costs?range=last-month');
  await page.getByRole('button', { name: 'Go there' }).click();
  await settled(page);
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(1);
});
