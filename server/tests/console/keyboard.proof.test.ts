import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsole, type TestConsole } from '../support/console.ts';

let at: TestConsole;
let page: Page;
beforeAll(async () => {
  at = await openConsole();
  page = await at.page('ada', '/');
});
afterAll(() => at.close());

const patient = { timeout: 15_000 };
const hasFocus = (wanted: Locator): Promise<boolean> =>
  wanted.evaluate((element) => (element as { matches(selector: string): boolean }).matches(':focus'));

/** Goes on with Tab, as somebody without a mouse does, until this has the focus; and sees where it is. */
async function reach(wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; presses < 250 && !(await hasFocus(wanted)); presses++) await page.keyboard.press('Tab');
  expect(await hasFocus(wanted), `${wanted.toString()} is reached by Tab`).toBe(true);
  expect(await page.evaluate(seesFocus), `the focus at ${wanted.toString()} is seen`).toBe(true);
}

/** A ring or a border of its own, inside what is seen of the page. */
const seesFocus = `(() => {
  const { activeElement: it } = document;
  const { outlineStyle, outlineWidth } = getComputedStyle(it);
  const { top, bottom, width } = it.getBoundingClientRect();
  return it.matches(':focus-visible') && outlineStyle !== 'none' && outlineWidth !== '0px' && width > 0
    && bottom > 0 && top < innerHeight;
})()`;

/** After a dialog has gone the focus is on something, not at the page's beginning. */
async function keepsFocus(after: string): Promise<void> {
  await expect
    .poll(() => page.evaluate<string>('document.activeElement.tagName'), { ...patient, message: after })
    .not.toBe('BODY');
}

const open = (path: string) => page.goto(at.gateway.adminOrigin + path);
const button = (name: string | RegExp, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: typeof name === 'string' });

test('by keyboard alone a group is made, and the focus is not lost', async () => {
  await open('/people/groups');
  await reach(button('Add group').first());
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add group' });
  await dialog.waitFor();
  await expect.poll(() => hasFocus(dialog.getByLabel('Name')), patient).toBe(true);
  await page.keyboard.type('Night shift');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  const panel = page.getByRole('complementary', { name: /Night shift/ });
  await panel.waitFor();
  await keepsFocus('a group was made');
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  await keepsFocus('its panel was closed');
});

test('by keyboard alone a budget is set, and the focus is not lost', async () => {
  await open('/costs/budgets');
  await reach(button('Set a budget').first());
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Set a budget' });
  await dialog.waitFor();
  await expect.poll(() => hasFocus(dialog.getByLabel('Name')), patient).toBe(true);
  await page.keyboard.type('By hand');
  await reach(dialog.getByLabel('Limit'));
  await page.keyboard.type('5');
  await reach(button('Set a budget', dialog));
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: /By hand/ }).waitFor();
  await keepsFocus('a budget was set');
});

test('by keyboard alone rates are uploaded, and the focus is not lost', async () => {
  await open('/costs/rates');
  await reach(button('Upload rates').first());
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await reach(button('Choose a file', dialog));
  const choosing = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  const text = 'day,currency,base,rate\n2026-01-02,USD,EUR,1.25\n';
  await (await choosing).setFiles({ name: 'rates.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await reach(button('Take these rates', dialog));
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: /1 EUR 1.25 USD/ }).waitFor();
  await keepsFocus('rates were taken');
});

test('by keyboard alone a rule is changed, and the focus is not lost', async () => {
  await open('/risk/rules?q=email_address');
  await reach(page.getByRole('row', { name: /E-mail address/ }));
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'E-mail address' });
  await reach(panel.getByLabel('Action'));
  await page.keyboard.type('Bl');
  await reach(button('Save', panel));
  await page.keyboard.press('Enter');
  await page.getByText('It decides the next call').waitFor();
  await keepsFocus('a rule was saved');
  const rule = (await (await at.gateway.api('/rules/email_address')).json()) as { action: string };
  expect(rule.action).toBe('block');
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  await keepsFocus('the panel of the rule was closed');
});

test('by keyboard alone a setting is changed, and the focus is not lost', async () => {
  await open('/settings/risk');
  await reach(page.locator('form input[aria-haspopup=listbox]'));
  await page.keyboard.press('Enter');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await reach(button('Save'));
  await page.keyboard.press('Enter');
  await page.getByText('Saved').waitFor();
  await keepsFocus('a setting was saved');
});

test('by keyboard alone a model is granted, and the focus is not lost', async () => {
  await open('/models/grants?kind=user');
  const cell = button(/^private, Bob/);
  await reach(cell);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await reach(button('Grant', dialog));
  await page.keyboard.press('Enter');
  await page.getByText('private is granted to Bob').waitFor();
  await dialog.waitFor({ state: 'hidden' });
  await keepsFocus('a model was granted');
});
