import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsole, type TestConsole } from '../support/console.ts';
import { makeTraffic, type Traffic } from '../support/traffic.ts';
import { chips, eventually, filter, rows, shown } from './traffic-list.ts';

let at: TestConsole;
let traffic: Traffic;
beforeAll(async () => {
  // A card is recorded here, and may go out: what an officer looks for.
  at = await openConsole({ rules: ['{ id: bank_card, action: allow }'] });
  traffic = await makeTraffic(at.gateway);
});
afterAll(() => at.close());

const aWeek = 7 * 86_400_000;

test('all calls of Ada last week with a bank card that went outside: typed, by keyboard alone, and sent as a link', async () => {
  const page = await at.page('eve', '/');
  await page.getByRole('link', { name: 'Overview' }).first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: 'Traffic' }).waitFor();
  await rows(page).first().waitFor();
  await page.keyboard.press('/');
  for (const [typed, expected] of [
    ['ada', 'User: ada@company.test'],
    ['bank card', 'Rule: bank_card'],
    ['外部', 'Route: External'],
  ] as const) {
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Remove ${expected}` }).waitFor();
  }
  // Seen a week on, the calls of now are those of last week.
  await page.clock.setFixedTime(Date.now() + aWeek);
  await page.keyboard.type('last week');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Range: Last week' }).waitFor();
  const found = await shown(page, 2);
  expect(found).toEqual([traffic.run[1], traffic.rerouted]);

  await page.getByRole('button', { name: 'Link' }).click();
  const link = await page.getByRole('textbox', { name: 'Link to this view' }).inputValue();
  expect(link).toContain('user=ada%40company.test');
  expect(link).not.toContain('range=');
  expect(new URL(link).searchParams.get('from')).toMatch(/^\d{4}-\d\d-\d\dT/);
  const sent = await at.page('ada', link.slice(at.gateway.adminOrigin.length));
  expect(await shown(sent, 2)).toEqual(found);
  const members = await at.page('bob', link.slice(at.gateway.adminOrigin.length));
  await members.getByText('No calls match these 3 filters').waitFor();
  expect(await rows(members).count()).toBe(0);

  // Back takes one filter away, ⌫ in the empty field another.
  await page.keyboard.press('Escape');
  await filter(page).focus();
  await page.keyboard.press('Backspace');
  await eventually(() => chips(page).count()).toBe(2);
  await page.goBack();
  await eventually(() => chips(page).count()).toBe(3);
});

test('the same with the mouse for all but the name and the time takes fewer than five clicks', async () => {
  const page = await at.page('eve', '/');
  await page.evaluate('clicks = 0; addEventListener("pointerdown", () => clicks++, true)');
  await page.getByRole('link', { name: 'Traffic', exact: true }).first().click();
  await rows(page).first().waitFor();
  await page.clock.setFixedTime(Date.now() + aWeek);
  await filter(page).click();
  for (const [typed, expected] of [
    ['ada', 'Remove User: ada@company.test'],
    ['last week', 'Range: Last week'],
  ] as const) {
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: expected }).waitFor();
  }
  await page.getByRole('group', { name: 'Rule' }).getByLabel('bank_card').click();
  await page.getByRole('button', { name: 'Remove Rule: bank_card' }).waitFor();
  await page.getByRole('group', { name: 'Route' }).getByLabel('External').click();
  await page.getByRole('button', { name: 'Remove Route: External' }).waitFor();
  expect(await shown(page, 2)).toEqual([traffic.run[1], traffic.rerouted]);
  const clicks = await page.evaluate<number>('clicks');
  expect(clicks).toBeGreaterThan(0);
  expect(clicks).toBeLessThan(5);
});

test('the first view, of who is signed in, loads less than 250 kB', async () => {
  for (const language of ['en', 'zh-CN'] as const) {
    // Signed in, at a file that needs none of the console.
    const page = await at.page('eve', '/favicon.svg', { language });
    const sizes = new Map<string, Promise<number>>();
    page.on('requestfinished', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/')) return;
      const size = request.sizes().then(({ responseBodySize }) => responseBodySize);
      sizes.set(pathname, size);
    });
    await page.goto(at.gateway.adminOrigin);
    await page.locator('section table').last().waitFor();
    await page.waitForLoadState('networkidle');
    const sum = (await Promise.all(sizes.values())).reduce((one, other) => one + other, 0);
    expect(sum).toBeGreaterThan(150_000);
    expect(sum).toBeLessThan(250_000);
    await page.context().close();
  }
});
