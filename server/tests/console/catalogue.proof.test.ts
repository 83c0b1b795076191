import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chat, says } from '../support/chat.ts';
import { keys } from '../support/company.ts';
import { openConsole, type TestConsole } from '../support/console.ts';
import { until } from '../support/until.ts';

interface Thing {
  readonly id: string;
  readonly name: string;
  readonly display_name: string;
  readonly base_url: string;
  readonly is_secure: boolean;
  readonly is_active: boolean;
  readonly email: string;
}

let at: TestConsole;
/** Where the stand-in answers. */
let outside: Thing;
beforeAll(async () => {
  at = await openConsole({ isSecureActive: false });
  outside = await named('/providers', 'outside');
  await make('swift', {});
  await make('steady', { is_secure: true });
});
afterAll(() => at.close());

async function call<Answer>(path: string, method = 'GET', body?: object): Promise<Answer> {
  const answer = await at.gateway.api(path, { method, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

async function named(list: string, name: string): Promise<Thing> {
  const { items } = await call<{ items: Thing[] }>(`${list}?limit=200`);
  const found = items.find((one) => [one.name, one.display_name, one.email].includes(name));
  if (!found) throw new Error(`${list} has no ${name}`);
  return found;
}

const daysAgo = (days: number): string => new Date(Date.now() - days * 24 * 3600 * 1000).toISOString();

/** An active model that no file manages, granted to everyone. */
async function make(name: string, more: object): Promise<void> {
  const prices = { currency: 'USD', input: '2', output: '8', valid_from: daysAgo(10) };
  const body = { display_name: name, provider_id: outside.id, provider_model: name, is_active: true, prices, ...more };
  const { id } = await call<Thing>('/models', 'POST', body);
  await call('/grants', 'POST', { model_id: id, to: { kind: 'everyone' } });
}

const ask = (model: string, key: string = keys.bot, text = 'Hello there') =>
  chat(at.gateway.origin, says(text, { model }), key);
const takenByAuto = async (): Promise<string | null> => (await ask('auto')).headers.get('x-tollgate-model');
const sentence = (page: Page, what: 'auto' | 'sensitive') => page.locator(`[data-taken=${what}]`);
const toast = (page: Page, text: string | RegExp) => page.locator('.mantine-Notification-root', { hasText: text });
const panel = (page: Page, name: string) => page.getByRole('complementary', { name });
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`\\b${name}\\b`) });

test('the wizard leads from an unknown provider to a governed call, loses nothing on the way back, and keeps the secret out of the page', async () => {
  const secret = 'secret-of-the-wizard-0815';
  const page = await at.page('ada', '/providers');
  await page.getByRole('link', { name: 'Add a provider' }).click();
  await page.getByLabel(/Search \d+ known providers/).fill('deep');
  await page.getByRole('button', { name: /DeepSeek/ }).waitFor();
  await page.getByRole('button', { name: /Another one/ }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('lab');
  await page.getByLabel('Base URL').fill('http://127.0.0.1:9/v1');
  await page.getByLabel('Self-hosted: in').check();
  await page.getByLabel('Typed in, stored encrypted').check();
  await page.locator('input[type=password]').fill(secret);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText('Calls cannot go there yet.').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Connects' }).getByText('fails here').waitFor();
  await page.getByLabel('Base URL').fill(outside.base_url);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText('Calls can go there.').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();

  await page.getByRole('checkbox', { name: 'Pick stand-in-tools' }).check();
  expect(page.url()).toContain('step=models');
  await page.getByRole('button', { name: 'Back' }).click();
  expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('lab');
  await page.goBack();
  await page.reload();
  expect(await page.getByRole('checkbox', { name: 'Pick stand-in-tools' }).isChecked()).toBe(true);
  expect(await page.content()).not.toContain(secret);
  expect(await page.evaluate<string>('JSON.stringify({ ...sessionStorage, ...localStorage })')).not.toContain(secret);
  await page.getByRole('button', { name: 'Continue' }).click();

  await page.getByLabel('Name that callers ask for').fill('lab-tools');
  await page.getByRole('button', { name: 'Change price' }).click();
  await page.getByRole('textbox', { name: 'Input', exact: true }).fill('1.25');
  await page.getByRole('textbox', { name: 'Output', exact: true }).fill('10');
  await page.locator('[data-example]', { hasText: '0.00625' }).waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Save and activate 1 model' }).click();
  await panel(page, 'lab-tools').waitFor();

  const { requestId } = await until(async () => {
    const answer = await ask('lab-tools');
    return answer.status === 200 ? answer : null;
  });
  const settled = await at.gateway.settled(requestId);
  expect(settled).toMatchObject({ final_model: 'lab-tools', provider: 'lab', cost: { currency: 'USD' } });
});

test('by keyboard alone a model moves to the front: the sentence says what "auto" would take, saving makes it so, and undo takes it back', async () => {
  const page = await at.page('ada', '/models');
  await sentence(page, 'auto').getByText('gpt-test').waitFor();
  const rows = page.locator('tbody tr');
  await rows.first().waitFor();
  await rows.first().focus();
  await page.keyboard.press('End');
  const index = await until(async () => {
    const focused = page.locator('tbody tr:focus');
    if ((await focused.count()) === 0) return null;
    if ((await focused.innerText()).includes('swift')) return focused.getAttribute('data-index');
    await page.keyboard.press('k');
    return null;
  });
  for (let left = Number(index); left > 0; left -= 1) {
    await page.keyboard.press('Alt+ArrowUp');
    await page.locator(`tbody tr[data-index="${left - 1}"]:focus`, { hasText: 'swift' }).waitFor();
  }
  await sentence(page, 'auto').getByText('After saving, "auto" would take swift.').waitFor();
  const bar = page.getByRole('region', { name: 'Unsaved order' });
  await bar.getByText('"auto" will change from gpt-test to swift.').waitFor();
  expect(await takenByAuto()).toBe('gpt-test');
  await bar.getByRole('button', { name: 'Save order' }).focus();
  await page.keyboard.press('Enter');
  await sentence(page, 'auto').getByText('"auto" takes swift now.').waitFor();
  await until(async () => (await takenByAuto()) === 'swift');

  await toast(page, 'The order was saved.').getByRole('button', { name: 'Undo' }).click();
  await sentence(page, 'auto').getByText('"auto" takes gpt-test now.').waitFor();
  await until(async () => (await takenByAuto()) === 'gpt-test');
});

test('the buttons and the mouse move a row as well, and for another person another model is taken', async () => {
  const page = await at.page('ada', '/models');
  await page.getByRole('button', { name: 'Move swift up' }).click();
  await page.getByRole('region', { name: 'Unsaved order' }).getByText('Neither "auto"').waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('region', { name: 'Unsaved order' }).waitFor({ state: 'detached' });
  const grip = await row(page, 'swift').getByTitle('Drag to another place').boundingBox();
  const place = await row(page, 'gpt-test').boundingBox();
  if (!grip || !place) throw new Error('nothing to drag, or nowhere');
  await page.mouse.move(grip.x + 4, grip.y + 8);
  await page.mouse.down();
  await page.mouse.move(grip.x + 4, place.y + 4, { steps: 8 });
  await page.mouse.up();
  await sentence(page, 'auto').getByText('After saving, "auto" would take swift.').waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('combobox', { name: 'As seen by' }).click();
  await page.getByRole('option', { name: /bob@/ }).click();
  expect(page.url()).toContain('as=bob%40company.test');
});

test('the last secure model is taken out of use only by its name, with the number of calls that would have been blocked yesterday', async () => {
  const rerouted = ['4539 1488 0343 6467', '4539 1488 0343 6467 again'].map(async (card) => {
    const { requestId } = await ask('gpt-test', keys.bot, `Pay with card ${card}, please.`);
    return at.gateway.settled(requestId);
  });
  for (const made of await Promise.all(rerouted)) expect(made.final_model).toBe('steady');
  const page = await at.page('ada');
  // For this page today is yesterday.
  await page.clock.setFixedTime(new Date(Date.now() + 24 * 3600 * 1000));
  await page.goto(`${at.gateway.adminOrigin}/models`);
  await row(page, 'steady').click();
  await panel(page, 'steady').getByRole('button', { name: 'Deactivate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Deactivate the last secure model?' });
  await dialog.getByText('2 calls yesterday would have been blocked.').waitFor();
  await dialog.getByText('Sensitive content will be blocked instead of going to steady.').waitFor();
  const act = dialog.getByRole('button', { name: 'Deactivate' });
  expect(await act.isDisabled()).toBe(true);
  await dialog.getByLabel(/Type steady/).fill('steady');
  await act.click();
  await sentence(page, 'sensitive').getByText('No active secure model.').waitFor();
  await until(async () => (await ask('gpt-test', keys.bot, 'Card 4539 1488 0343 6467')).status === 400);
});

test('what stands outside the allow-list never gets to see sensitive content, and the gateway says why', async () => {
  const provider = { name: 'far', protocol: 'openai', base_url: 'http://192.0.2.10:8000/v1' };
  const { id } = await call<Thing>('/providers', 'POST', provider);
  await make('far-model', { provider_id: id });
  const page = await at.page('ada', '/models');
  await row(page, 'far-model').click();
  await panel(page, 'far-model').getByRole('button', { name: 'Let it see sensitive content' }).click();
  const dialog = page.getByRole('dialog', { name: 'Let "far-model" see sensitive content?' });
  await dialog.getByText(/192\.0\.2\.10:8000 \(192\.0\.2\.10\), outside the allow-list/).waitFor();
  await dialog.getByRole('button', { name: 'Allow it' }).click();
  await dialog.getByText(/the secure path does not connect to this host/).waitFor();
  expect((await named('/models', 'far-model')).is_secure).toBe(false);
});

test('a price of the past says how many calls it corrects, and the correction is seen to its end', async () => {
  const { requestId } = await ask('swift');
  const before = await at.gateway.settled(requestId);
  const page = await at.page('ada', '/models');
  await row(page, 'swift').click();
  const side = panel(page, 'swift');
  await side.getByRole('button', { name: 'New price' }).click();
  await side.getByRole('textbox', { name: 'Input', exact: true }).fill('20');
  await side.getByRole('textbox', { name: 'Output', exact: true }).fill('1e3');
  await side.getByText('A plain decimal such as 1.25').waitFor();
  expect(await side.getByRole('button', { name: 'Save price' }).isDisabled()).toBe(true);
  await side.getByRole('textbox', { name: 'Output', exact: true }).fill('80');
  await side.locator('[data-example]', { hasText: '0.06' }).waitFor();
  await side.getByLabel('Valid from').fill(daysAgo(2).slice(0, 16));
  const told = Number(await side.locator('[data-correcting]').getAttribute('data-correcting'));
  expect(told).toBeGreaterThan(0);
  await side.getByRole('button', { name: 'Save price' }).click();
  await side.locator('[data-state=done]', { hasText: 'Version 2' }).waitFor();
  const history = side.getByRole('figure', { name: 'USD per 1,000,000 tokens' });
  await expect
    .poll(() => history.locator('path title').allTextContents())
    .toContainEqual(expect.stringMatching(/^Input: 20.00 from/));
  await until(async () => {
    const { items } = await call<{ items: { amount: string }[] }>(`/costs/ledger?request_id=${requestId}`);
    return items.length > 1;
  });
  expect(before.cost?.price_version).toBe(1);
});

test('when two change an endpoint at once the later one is told of the other, keeps what was typed, and decides', async () => {
  const page = await at.page('ada', '/models?tab=endpoint');
  await row(page, 'swift').click();
  const side = panel(page, 'swift');
  await side.getByRole('tab', { name: 'Endpoint' }).click();
  await side.getByRole('button', { name: 'Change endpoint' }).click();
  const name = side.getByRole('textbox', { name: 'Name at the provider' });
  await name.fill('mine');
  const { id } = await named('/models', 'swift');
  await call(`/models/${id}`, 'PATCH', { provider_model: 'theirs' });
  await side.getByRole('button', { name: 'Save' }).click();
  const told = side.getByRole('alert');
  await told.getByText('Somebody changed this meanwhile.').waitFor();
  await told.getByText('theirs').waitFor();
  expect(await name.inputValue()).toBe('mine');
  await told.getByRole('button', { name: 'Save mine all the same' }).click();
  await side.getByText('mine', { exact: true }).waitFor();
});

test('in the matrix a model is granted and taken back, and a yes that comes from further out says from where', async () => {
  const page = await at.page('ada', '/models/grants?kind=user');
  const cell = (model: string, who: string) => page.getByRole('button', { name: new RegExp(`^${model}, ${who}`) });
  expect((await ask('private')).status).toBe(404);
  await cell('private', 'Bob').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Grant', exact: true }).click();
  await toast(page, 'private is granted to Bob').waitFor();
  await until(async () => (await ask('private')).status === 200);
  await cell('private', 'Bob').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await until(async () => (await ask('private')).status === 404);
  await cell('gpt-test', 'Bob').click();
  await page
    .getByRole('dialog')
    .getByText(/may use gpt-test through: Everyone/)
    .waitFor();
});

test('a member sees the models that they may use with their prices and nothing of where they are; an auditor reads and changes nothing', async () => {
  const member = await at.page('bob', '/models');
  await row(member, 'gpt-test').getByText('1.25 / 0.125 / 10.00').waitFor();
  expect(await row(member, 'private').count()).toBe(0);
  expect(await member.content()).not.toContain(outside.base_url);
  expect(await member.getByRole('link', { name: 'Providers' }).count()).toBe(0);
  await member.goto(`${at.gateway.adminOrigin}/providers`);
  await member.getByText('Your role (Member) may not see this.').waitFor();

  const { id } = await named('/models', 'swift');
  const auditor = await at.page('eve', `/models/${id}`);
  await panel(auditor, 'swift').getByText('In force: version').waitFor();
  for (const act of ['Deactivate', 'Activate', 'New price', 'Add a provider', 'Remove', 'Move swift up'])
    expect(await auditor.getByRole('button', { name: act }).count()).toBe(0);
  await panel(auditor, 'swift').getByRole('tab', { name: 'Grants' }).click();
  await auditor.getByRole('table', { name: 'Who may use it now' }).getByText('Bob (bob@company.test)').waitFor();
});
