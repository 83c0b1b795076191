import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsole, type TestConsole } from '../support/console.ts';

const run = promisify(execFile);
const project = path.resolve(import.meta.dirname, '../../..');

let at: TestConsole;
let page: Page;
beforeAll(async () => {
  at = await openConsole({ config: '{}\n' });
  page = await at.page();
  page.setDefaultTimeout(15_000);
});
afterAll(() => at.close());

/** The step of this name, opened. */
async function step(name: string): Promise<void> {
  const button = page.getByRole('button', { name: new RegExp(`^${name}`), expanded: true });
  await button.waitFor();
}

test('a newcomer comes from the terminal’s one-time password to a first call, seen live, without a manual', async () => {
  const [, email = '', once = ''] = /Sign in +(\S+) +one-time password (\S+)/.exec(at.gateway.output()) ?? [];
  await page.goto(at.gateway.adminOrigin);
  await page.getByLabel('E-mail').fill(email);
  await page.locator('input[name=password]').fill(once);
  await page.keyboard.press('Enter');
  await page.getByLabel('New password').fill('correct horse battery staple');
  await page.keyboard.press('Enter');

  await step('Provider');
  await page.getByRole('combobox', { name: 'Provider' }).fill('vLLM');
  await page.getByRole('option', { name: 'vLLM', exact: true }).click();
  await page.getByLabel('Name in Tollgate').fill('house');
  await page.getByLabel('Base URL').fill(at.standIn);
  await page.getByLabel('Its API key').fill('a-provider-key');
  await page.getByRole('button', { name: 'Test the connection' }).click();
  await page.getByRole('status').filter({ hasText: /\w/ }).last().waitFor();
  await page.getByRole('button', { name: 'Add provider' }).click();

  await step('Model');
  await page.getByRole('combobox', { name: 'Model' }).fill('stand-in-plain');
  await page.getByLabel('Input price per').fill('1');
  await page.getByLabel('Output price per').fill('2');
  await page.getByRole('button', { name: 'Add and activate' }).click();

  await step('Key');
  await page.getByLabel('Name of the key').fill('my-laptop');
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Key my-laptop created' });
  await dialog.getByLabel('I have stored it').check();
  await dialog.getByRole('button', { name: 'Done' }).click();

  await step('First call');
  await page.getByText('Waiting for the first call with key tg_').waitFor();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('tab', { name: 'OpenAI JavaScript' }).click();
  await page.getByRole('button', { name: 'Copy: hello.mjs' }).click();
  await page.getByRole('button', { name: 'Copied: hello.mjs' }).waitFor();
  const snippet = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(snippet).toContain(at.gateway.origin);
  // As copied, by the official client.
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', snippet], { cwd: project });
  expect(stdout.trim()).not.toBe('');

  const live = page.getByRole('region', { name: 'Live' });
  await live.getByText('Passed').first().waitFor();
  await live.getByText('0.00').first().waitFor();
  await page.getByText('4 of 5 done').waitFor();
});

test('the page makes a call itself, and one with a made-up secret is blocked while no model may see it', async () => {
  await page.getByRole('button', { name: 'Send “Hello” through the gateway' }).click();
  await page.getByRole('blockquote', { name: 'What the model answered' }).waitFor();
  await page.getByRole('button', { name: 'Send one with a made-up secret' }).click();
  await page.getByRole('region', { name: 'Live' }).getByText('Blocked').first().waitFor();
  await page.getByRole('blockquote', { name: 'What the gateway answered' }).waitFor();

  const overview = await page.context().newPage();
  await overview.goto(at.gateway.adminOrigin);
  await overview.getByText('No active secure model: 1 call was blocked for it since').waitFor();
  const href = (await overview.getByRole('link', { name: '1 call', exact: true }).first().getAttribute('href')) ?? '';
  const found = await at.gateway.api(`/invocations${href.slice('/traffic'.length)}`);
  expect(((await found.json()) as { items: object[] }).items).toHaveLength(1);
  await overview.close();

  await page.getByRole('button', { name: /^A safe place for secrets/ }).click();
  await page.getByRole('combobox', { name: 'Model' }).fill('stand-in-secure');
  await page.getByRole('button', { name: 'Let it see sensitive content' }).click();
  await page.getByText('5 of 5 done').waitFor();
  await page.getByRole('button', { name: 'First call done' }).click();
  await page.getByRole('button', { name: 'Send one with a made-up secret' }).click();
  await page.getByRole('region', { name: 'Live' }).getByText('Rerouted').first().waitFor();
});

test('the secret of the key is nowhere once the page is left', async () => {
  const secrets = (): Promise<string> =>
    page.evaluate<string>(
      `document.documentElement.outerHTML + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + location.href`,
    );
  expect(await secrets()).not.toMatch(/tg_[\w-]{16,}/);
  await page.getByRole('link', { name: 'Open this call' }).click();
  await page.waitForURL(/\/traffic\/req_/);
  expect(await secrets()).not.toMatch(/tg_[\w-]{16,}/);
  await page.goto(`${at.gateway.adminOrigin}/start`);
  await page.getByText('5 of 5 done').waitFor();
  expect(await secrets()).not.toMatch(/tg_[\w-]{16,}/);
  await page.getByRole('button', { name: 'First call done' }).click();
  await page.getByText('Keys are shown once.').waitFor();
  expect(await page.getByRole('button', { name: 'Send “Hello” through the gateway' }).count()).toBe(0);
  await page.getByRole('button', { name: 'See the overview' }).click();
  await page.getByText('Calls by hour').waitFor();
});

test('after a minute without a call it says who came with a wrong key', async () => {
  const waiting = await at.page('eve');
  await waiting.goto(`${at.gateway.adminOrigin}/start`);
  await waiting.getByText('Ask an admin for a key').waitFor();
  const ada = await at.page();
  await ada.clock.install();
  await ada.goto(`${at.gateway.adminOrigin}/start`);
  await at.signIn(ada, 'ada');
  await ada.getByRole('button', { name: /^Key/ }).click();
  await ada.getByLabel('Name of the key').fill('other');
  await ada.getByRole('button', { name: 'Create key' }).click();
  await ada.getByRole('dialog').getByLabel('I have stored it').check();
  await ada.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await ada.getByText('Waiting for the first call with key').waitFor();
  await fetch(`${at.gateway.origin}/v1/models`, { headers: { authorization: 'Bearer tg_wrong' } });
  await fetch(`${at.gateway.origin}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer tg_wrong', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'auto', messages: [] }),
  });
  await ada.clock.fastForward(61_000);
  await ada.getByText(/with an unknown key came from 127\.0\.0\.1/).waitFor();
});
