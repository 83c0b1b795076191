import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chat, says } from '../support/chat.ts';
import { keys } from '../support/company.ts';
import { openConsole, type TestConsole } from '../support/console.ts';
import { until } from '../support/until.ts';

let at: TestConsole;
let page: Page;
beforeAll(async () => {
  at = await openConsole();
  page = await at.page('ada', '/costs/budgets');
});
afterAll(() => at.close());

const statusOf = async (model = 'gpt-test'): Promise<number> =>
  (await chat(at.gateway.origin, says('Hello', { model, max_tokens: 5 }), keys.claw)).status;
const api = async <T>(path: string, body?: object): Promise<T> => {
  const answer = await at.gateway.api(path, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
  expect(answer.ok, `${path} ${answer.status}`).toBe(true);
  return (await answer.json()) as T;
};

test('a budget is set, refuses calls, says what a raise will mean, lets them through again, and is removed', async () => {
  expect(await statusOf()).toBe(200);
  await page.getByText('No budgets. Spending is recorded, nothing is limited.').waitFor();
  await page.getByRole('button', { name: 'Set a budget' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a budget' });
  await dialog.getByLabel('Name').fill('Tiny <b>budget</b>');
  await dialog.getByLabel('Limit').fill('a lot');
  await dialog.getByRole('button', { name: 'Set a budget' }).click();
  await dialog.getByText(/a limit is a decimal string/).waitFor();
  await dialog.getByLabel('Limit').fill('0.000000001');
  await dialog.getByRole('button', { name: 'Set a budget' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('402 refused').waitFor();
  await until(async () => (await statusOf()) === 402);
  await page.getByRole('row', { name: /Tiny <b>budget<\/b>/ }).press('Enter');
  const panel = page.getByRole('complementary', { name: 'Tiny <b>budget</b>' });
  await panel.getByRole('paragraph').getByText('0.00 USD of 0.000000001 USD spent').waitFor();
  await panel.getByRole('button', { name: 'Change or raise' }).click();
  const raising = page.getByRole('dialog', { name: 'Change Tiny <b>budget</b>' });
  await raising.getByLabel('Limit').fill('0');
  await raising.getByText(/calls are refused at once/).waitFor();
  await raising.getByLabel('Limit').fill('0.001');
  await raising.getByText(/0.001 USD is left until/).waitFor();
  // Somebody else changes it meanwhile: what was typed stays, and nothing is overwritten.
  const { items } = await api<{ items: { id: string }[] }>('/budgets');
  const elsewhere = { method: 'PATCH', body: JSON.stringify({ alert_shares: ['0.5'] }) };
  expect((await at.gateway.api(`/budgets/${items[0]?.id}`, elsewhere)).status).toBe(200);
  await raising.getByRole('button', { name: 'Save' }).click();
  await raising.getByText('In force now: Tiny <b>budget</b>, 0.000000001 USD.').waitFor();
  expect(await raising.getByLabel('Limit').inputValue()).toBe('0.001');
  await raising.getByRole('button', { name: 'Save' }).click();
  await raising.waitFor({ state: 'hidden' });
  await until(async () => (await statusOf()) === 200);
  await panel.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByText('no longer refused by it').waitFor();
  await page.getByRole('button', { name: 'Remove the budget' }).click();
  await page.getByText('No budgets. Spending is recorded, nothing is limited.').waitFor();
});

test('rates come from a file, a wrong line is named, and reports show a total in one currency, days without a rate named', async () => {
  await chat(at.gateway.origin, says('Pay with card 4539 1488 0343 6467, please.'), keys.claw);
  await page.goto(`${at.gateway.adminOrigin}/costs/rates`);
  const today = new Date().toISOString().slice(0, 10);
  const take = async (text: string): Promise<void> => {
    const file = { name: 'rates.csv', mimeType: 'text/csv', buffer: Buffer.from(`day,currency,base,rate\n${text}`) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Take these rates' }).click();
  };
  await page.getByRole('button', { name: 'Upload rates' }).click();
  await take(`${today},USD,EUR,1.25\n${today},usd,EUR,1\n`);
  await page.getByRole('alert').getByText('line 3').waitFor();
  await take(`${today},USD,EUR,1.25\n`);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: /1 EUR 1.25 USD/ }).waitFor();
  await until(async () => (await api<{ costs: object[] }>('/costs/summary')).costs.length === 2);
  await page.goto(`${at.gateway.adminOrigin}/costs?also=EUR`);
  await page.getByText('Not all is in the total in EUR').waitFor();
  await page.getByText(/\(CNY\)/).waitFor();
  await page.goto(`${at.gateway.adminOrigin}/costs/rates`);
  await page.getByRole('button', { name: 'Upload rates' }).click();
  await take(`${today},CNY,EUR,8\n`);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: /1 EUR 8.00 CNY/ }).waitFor();
  await page.getByRole('link', { name: 'EUR' }).click();
  const card = page.getByRole('region', { name: "All in EUR, by each day's rates" });
  const shown = await card.locator('[data-exact]').getAttribute('data-exact');
  const told = await api<{ converted: { amount: string } }>('/costs/summary?currency=EUR');
  expect(shown).toBe(told.converted.amount);
  expect(await page.getByText('Not all is in the total in EUR').count()).toBe(0);
});

test('a person is assigned to a cost centre, their calls are reported by it, and the assignment is taken back', async () => {
  await page.goto(`${at.gateway.adminOrigin}/costs/centres`);
  await page.getByRole('button', { name: 'Assign' }).click();
  const dialog = page.getByRole('dialog', { name: 'Assign' });
  await dialog.locator('input[aria-haspopup=listbox]').first().click();
  await page.getByRole('option', { name: 'ada@company.test' }).click();
  await dialog.getByLabel('Cost centre').fill('Research');
  await dialog.getByRole('button', { name: 'Assign' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page
    .getByRole('row', { name: /^Research 1/ })
    .getByRole('link', { name: 'Its costs' })
    .click();
  await page.locator('tbody tr', { hasText: 'ada@company.test' }).waitFor();
  await page.goto(`${at.gateway.adminOrigin}/costs?by=cost_centre`);
  await page.locator('tbody tr', { hasText: 'Research' }).waitFor();
  await page.goBack();
  await page.goBack();
  await page.getByRole('row', { name: /ada@company.test/ }).press('Enter');
  await page.getByRole('complementary').getByText('assigned to the user').waitFor();
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await page.getByText('No cost centres.').waitFor();
});

test('a price for the past books corrections, shown below the charges they correct; unpriced calls are counted and found', async () => {
  const providers = await api<{ items: { id: string; name: string }[] }>('/providers');
  const provider_id = providers.items.find(({ name }) => name === 'outside')?.id;
  const model = await api<{ id: string }>('/models', {
    display_name: 'cheap',
    provider_id,
    provider_model: 'cheap',
    is_active: true,
  });
  await api('/grants', { model_id: model.id, to: { kind: 'everyone' } });
  await until(async () => (await statusOf('cheap')) === 200);
  await until(async () => (await api<{ unpriced_calls: number }>('/costs/summary')).unpriced_calls > 0);
  await page.goto(`${at.gateway.adminOrigin}/costs`);
  const unpriced = page.getByRole('region', { name: 'Unpriced calls' }).getByRole('link');
  const search = new URL((await unpriced.getAttribute('href')) ?? '', at.gateway.adminOrigin).search;
  const found = await api<{ items: { final_model: string }[] }>(`/invocations${search}`);
  expect(found.items.map(({ final_model }) => final_model)).toEqual(
    Array.from({ length: Number(await unpriced.innerText()) }, () => 'cheap'),
  );
  const from = new Date(Date.now() - 3_600_000).toISOString();
  await api(`/models/${model.id}/prices`, { valid_from: from, currency: 'USD', input: '1', output: '2' });
  await page.goto(`${at.gateway.adminOrigin}/costs/ledger?tab=corrections`);
  await page.getByRole('row', { name: /cheap v1 .* Done/ }).waitFor();
  await until(async () => {
    expect(await statusOf('cheap')).toBe(200);
    const charged = await api<{ items: object[] }>('/costs/ledger?model=cheap&entry=charge');
    return charged.items.length > 0;
  });
  await api(`/models/${model.id}/prices`, { valid_from: from, currency: 'USD', input: '3', output: '2' });
  await page.reload();
  await page.getByRole('row', { name: /cheap v2 .* Done/ }).waitFor();
  await page.goto(`${at.gateway.adminOrigin}/costs/ledger?model=cheap`);
  await page.locator('tbody tr', { hasText: 'Correction' }).first().press('Enter');
  const panel = page.getByRole('complementary', { name: 'Entries of one call' });
  const booked = await panel
    .locator('tfoot [data-exact]')
    .evaluateAll((amounts) => amounts.map((one) => (one as unknown as { dataset: { exact: string } }).dataset.exact));
  expect(booked.length).toBeGreaterThan(1);
  const sum = booked.reduce((total, amount) => total + Math.round(Number(amount) * 1e12), 0);
  const total = await panel.locator('p', { hasText: 'Total' }).locator('[data-exact]').getAttribute('data-exact');
  expect(Math.round(Number(total) * 1e12)).toBe(sum);
});
