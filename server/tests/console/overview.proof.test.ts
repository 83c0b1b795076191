import { money } from '@tollgate/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsole, type TestConsole } from '../support/console.ts';
import { makeTraffic } from '../support/traffic.ts';
import { until } from '../support/until.ts';

let at: TestConsole;
beforeAll(async () => {
  at = await openConsole();
  await makeTraffic(at.gateway);
});
afterAll(() => at.close());

interface Listed {
  readonly items: readonly { readonly cost: { readonly amount: string } | null }[];
}

test('each figure of the overview is a link to as many calls as it says', async () => {
  const page = await at.page('ada', '/');
  await page.getByText('Calls by hour').waitFor();
  const links = await page.locator('main a[href^="/traffic?"]').all();
  const told = await Promise.all(
    links.map(async (link) => ({
      href: (await link.getAttribute('href')) ?? '',
      said: (await link.getAttribute('aria-label')) ?? (await link.innerText()),
    })),
  );
  const counted = told.filter(({ said }) => /^\d+( calls?.*)?$|: \d+$/.test(said));
  expect(counted.length).toBeGreaterThan(12);
  for (const { href, said } of counted) {
    const answer = await at.gateway.api(`/invocations${href.slice('/traffic'.length)}`);
    expect(((await answer.json()) as Listed).items.length, href).toBe(Number(/(\d+)(?: calls?.*)?$/.exec(said)?.[1]));
  }
});

test('each amount is the sum of the costs of the calls that it leads to', async () => {
  const page = await at.page('ada', '/');
  await page.getByText('Calls by hour').waitFor();
  const links = await page.locator('main dl a[href*="currency="]').all();
  expect(links.length).toBe(2);
  for (const link of links) {
    const href = (await link.getAttribute('href')) ?? '';
    const told = (await link.locator('[title]').getAttribute('title')) ?? '';
    const { items } = (await (await at.gateway.api(`/invocations${href.slice('/traffic'.length)}`)).json()) as Listed;
    const sum = money.sum(items.map(({ cost }) => money.decimal(cost?.amount ?? '0')));
    expect(money.compare(money.decimal(told.split(' ')[0] ?? ''), sum), `${told} ${href}`).toBe(0);
  }
});

test('another range is kept in the address, and a range without calls says where the latest is', async () => {
  const page = await at.page('ada', '/');
  await page.getByRole('button', { name: 'Range: Last 24 hours' }).click();
  await page.getByRole('menuitem', { name: 'Last 7 days' }).click();
  await page.getByText('Calls by day').waitFor();
  expect(new URL(page.url()).search).toBe('?range=7d');
  await page.goto(`${at.gateway.adminOrigin}/?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z`);
  await page.getByText('No calls in this range.').waitFor();
  await page.getByRole('button', { name: 'Go there' }).click();
  await page.getByRole('row', { name: /ada@company\.test/ }).waitFor();
});

test('a member sees their own use and nothing of providers, record and attention', async () => {
  const page = await at.page('bob', '/');
  await page.getByText('Which of your instances use it').waitFor();
  const shown = await page.locator('main').innerText();
  expect(shown).toContain('build-bot');
  for (const hidden of ['ada@company.test', 'claw-1', 'inhouse', 'Last signed checkpoint', 'wait for review']) {
    expect(shown).not.toContain(hidden);
  }
});

test('by keyboard alone one comes to a part of a bar, and from it to its calls', async () => {
  const page = await at.page('ada', '/');
  const figure = page.getByRole('figure', { name: 'Calls by hour' });
  await figure.waitFor();
  const last = figure.getByRole('link').last();
  const isThere = (): Promise<boolean> =>
    last.evaluate((link) => (link as { matches(selector: string): boolean }).matches(':focus'));
  for (let presses = 0; presses < 80 && !(await isThere()); presses++) await page.keyboard.press('Tab');
  expect(await isThere()).toBe(true);
  const href = (await last.getAttribute('href')) ?? '';
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/traffic');
  expect(new URL(page.url()).searchParams.get('from')).toBe(new URLSearchParams(href.split('?')[1]).get('from'));
});

test('it says up to when the record was verified, and leads to the record and to its last checkpoint', async () => {
  const page = await at.page('eve', '/');
  await page.getByRole('link', { name: 'not verified yet' }).click();
  await page.waitForURL((url) => url.pathname === '/record');
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText('The record holds').waitFor();
  // One is made each minute.
  await until(
    async () => ((await (await at.gateway.api('/audit/checkpoints')).json()) as Listed).items.length > 0,
    () => 'there is no checkpoint',
    100_000,
  );
  await page.goto(at.gateway.adminOrigin);
  const told = page.locator('dt', { hasText: 'Verified up to' }).locator('xpath=following-sibling::dd[1]');
  await told.getByRole('link', { name: /\d/ }).waitFor();
  await page.getByRole('link', { name: /^Checkpoint of/ }).click();
  await page.waitForURL((url) => url.pathname === '/record' && url.searchParams.get('tab') === 'checkpoints');
  await page.getByRole('complementary').getByText('Signature (Ed25519)').waitFor();
});
