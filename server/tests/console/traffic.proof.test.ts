import { afterAll, beforeAll, expect, test } from 'vitest';
import { chat, says } from '../support/chat.ts';
import { keys } from '../support/company.ts';
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

test('by mouse: counted values are chosen, and the list is what was counted', async () => {
  const page = await at.page('ada', '/traffic');
  const decisions = page.getByRole('group', { name: 'Decision' });
  await page.getByText('8 calls', { exact: true }).waitFor();
  await decisions.getByLabel('Blocked').click();
  await eventually(() => new URL(page.url()).search).toBe('?decision=blocked');
  expect(await shown(page, 1)).toEqual([traffic.blocked]);
  await decisions.getByLabel('Rerouted').click();
  await shown(page, 2);
  await page.getByText('2 calls', { exact: true }).waitFor();
  await page.getByRole('group', { name: 'Rule' }).getByLabel('private_key').click();
  expect(await shown(page, 1)).toEqual([traffic.blocked]);
  await page.getByRole('group', { name: 'Status' }).getByLabel('Failed').click();
  await page.getByText('Without “Status: Failed” there are 1.').waitFor();
  await page.getByRole('button', { name: 'Remove it' }).click();
  expect(await shown(page, 1)).toEqual([traffic.blocked]);
});

test('by keyboard: a row opens beside the list, the panel goes on through it, and Escape comes back to the row', async () => {
  const page = await at.page('ada', '/traffic?user=ada@company.test');
  const ids = await shown(page, 5);
  await rows(page).first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: `Call ${ids[1]}` }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('complementary', { name: `Call ${ids[2]}` }).waitFor();
  await page.getByRole('button', { name: 'Previous call' }).click();
  await page.getByRole('complementary', { name: `Call ${ids[1]}` }).waitFor();
  await page.reload();
  await shown(page, 5);
  await page.getByRole('complementary', { name: `Call ${ids[1]}` }).waitFor();
  await page.keyboard.press('Escape');
  await eventually(() => page.evaluate('document.activeElement?.dataset.key')).toBe(ids[1]);
  await page.keyboard.press('f');
  const values = page.getByRole('dialog', { name: 'Filter by a value of this call' });
  await values.getByRole('button', { name: 'Route External' }).press('Enter');
  await eventually(() => chips(page).count()).toBe(2);
  await rows(page).first().focus();
  await page.keyboard.press('o');
  await page.waitForURL(`**/traffic/${ids[0]}`);
  await page.goBack();
  await shown(page, 4);
});

test('calls appear by themselves; while one is open they wait behind a pill, and rows stay where they are', async () => {
  const page = await at.page('ada', '/traffic');
  const before = await shown(page, 8);
  const ask = async (text: string): Promise<string> => {
    const { requestId } = await chat(at.gateway.origin, says(text), keys.claw);
    await at.gateway.settled(requestId);
    return requestId;
  };
  const first = await ask('One.');
  expect(await shown(page, 9)).toEqual([first, ...before]);
  await rows(page).nth(3).click();
  const second = await ask('Two.');
  await page.getByRole('button', { name: '1 new' }).waitFor();
  expect((await shown(page, 9))[0]).toBe(first);
  await page.getByRole('button', { name: '1 new' }).click();
  expect(await shown(page, 10)).toEqual([second, first, ...before]);
  const paused = await at.page('ada', '/traffic?live=off');
  await shown(paused, 10);
  expect(await paused.getByRole('button', { name: 'Live' }).getAttribute('aria-pressed')).toBe('false');
});

test('a view is saved, shared, and opened by somebody else', async () => {
  const page = await at.page('ada', '/traffic?found=some&route=external&cols=time,who,found');
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save this view' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Seen <b>outside</b>');
  await page
    .getByRole('dialog')
    .getByLabel(/^Everybody sees it/)
    .click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Seen <b>outside</b>' }).waitFor();
  const other = await at.page('eve', '/traffic');
  await other.getByRole('button', { name: 'Views' }).click();
  await other.getByRole('menuitem', { name: /Seen <b>outside<\/b>/ }).click();
  await eventually(() => chips(other).count()).toBe(2);
  expect(await other.getByRole('columnheader').allInnerTexts()).toEqual(['Time', 'Who', 'Found']);
});

test('what was said is searched for in quotes, and what cannot be read says so and is read again', async () => {
  const page = await at.page('eve', '/traffic?colour=red');
  await page.getByText('Not understood in the address and left out: colour').waitFor();
  await filter(page).fill('"haiku about"');
  await page.keyboard.press('Enter');
  expect(await shown(page, 1)).toEqual([traffic.passed]);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByText('Lists found by text cannot be exported').waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Remove Text: “haiku about”' }).click();
  await page.route('**/api/invocations?**', (route) => route.abort());
  await page.getByRole('group', { name: 'Decision' }).getByLabel('Blocked').click();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await page.unroute('**/api/invocations?**');
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(await shown(page, 1)).toEqual([traffic.blocked]);
});

test('what a call is, is excluded by x, and turned round at its chip', async () => {
  const page = await at.page('ada', '/traffic');
  await rows(page).first().waitFor();
  const before = await rows(page).count();
  const blocked = page.locator(`tr[data-key="${traffic.blocked}"]`);
  await blocked.focus();
  await page.keyboard.press('x');
  const dialog = page.getByRole('dialog', { name: 'Exclude a value of this call' });
  await dialog.getByRole('button', { name: /^Decision/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Decision: not Blocked' }).waitFor();
  expect(new URL(page.url()).search).toBe('?not_decision=blocked');
  await blocked.waitFor({ state: 'detached' });
  await eventually(() => rows(page).count()).toBe(before - 1);
  await page.getByText(`${before - 1} calls`).waitFor();
  await page.getByTitle('Change to “Decision: Blocked”').press('Enter');
  expect(await shown(page, 1)).toEqual([traffic.blocked]);
  expect(new URL(page.url()).search).toBe('?decision=blocked');
});
