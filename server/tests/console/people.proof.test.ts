import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chat, says } from '../support/chat.ts';
import { openConsole, type TestConsole } from '../support/console.ts';

let at: TestConsole;
beforeAll(async () => {
  at = await openConsole();
});
afterAll(() => at.close());

const dialog = (page: Page) => page.getByRole('dialog');

/** Everything that a page could give a secret away in. */
async function tracesOf(page: Page): Promise<string> {
  const stored = await page.evaluate<string>(
    'JSON.stringify([location.href, document.title, localStorage, sessionStorage, history.state])',
  );
  return stored + (await page.content());
}

async function makeKey(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'Create key' }).click();
  await dialog(page).getByLabel('Name').fill(name);
  await dialog(page).locator('input[aria-haspopup=listbox]').first().click();
  await page.getByRole('option', { name: 'claw-1' }).click();
  await dialog(page).getByRole('button', { name: 'Create key' }).click();
  await dialog(page).getByRole('button', { name: 'Show' }).click();
  return dialog(page).locator('[data-secret]').innerText();
}

test('a key is shown once and nowhere after, its first call appears by itself, and revoked it opens nothing', async () => {
  const page = await at.page('ada', '/people/keys');
  const answers: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/') && response.request().method() === 'GET')
      void response.text().then(
        (text) => answers.push(text),
        () => undefined,
      );
  });
  const secret = await makeKey(page, 'laptop <b>"1"</b>');
  expect(secret).toMatch(/^tg_[0-9a-f]{64}$/);
  const { requestId, status } = await chat(at.gateway.origin, says('Pay with card 4539 1488 0343 6467.'), secret);
  expect(status).toBe(200);
  await at.gateway.settled(requestId);
  await dialog(page).getByText('Rerouted').waitFor();
  expect(await dialog(page).getByRole('link', { name: 'Open this call' }).getAttribute('href')).toBe(
    `/traffic/${requestId}`,
  );
  // Leaving without the tick asks once.
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Close without storing it?' }).getByRole('button', { name: 'Cancel' }).click();
  await dialog(page).getByLabel('I have stored it').check();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  expect(await tracesOf(page)).not.toContain(secret);
  await page.reload();
  const row = page.getByRole('row', { name: 'laptop <b>"1"</b>' });
  await row.click();
  await page.getByRole('complementary', { name: 'Key laptop' }).waitFor();
  expect(await tracesOf(page)).not.toContain(secret);
  expect(answers.join('\n')).not.toContain(secret);

  await page.getByRole('button', { name: 'Revoke key' }).click();
  await dialog(page).getByText('1 came in the last 24 hours').waitFor();
  await dialog(page).getByRole('button', { name: 'Revoke key' }).click();
  await page.getByRole('complementary').getByText('Revoked').waitFor();
  // Policy reaches the data plane by a message of its own.
  await expect.poll(async () => (await chat(at.gateway.origin, says('Hello'), secret)).status).toBe(401);
});

test('a rotated key works beside the new one until it ends, by keyboard alone', async () => {
  const page = await at.page('ada', '/people/keys');
  const old = await makeKey(page, 'rotating');
  await dialog(page).getByLabel('I have stored it').check();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByLabel('Find').fill('rotating');
  const row = page.getByRole('row', { name: 'rotating' });
  await row.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Key rotating' });
  await panel.getByRole('button', { name: 'Rotate key' }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByText('both work').waitFor();
  await dialog(page).getByRole('button', { name: 'Rotate key' }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: 'Show' }).click();
  const secret = await dialog(page).locator('[data-secret]').innerText();
  expect(secret).not.toBe(old);
  await expect.poll(async () => (await chat(at.gateway.origin, says('Hello'), secret)).status).toBe(200);
  expect((await chat(at.gateway.origin, says('Hello'), old)).status).toBe(200);
  await dialog(page).getByLabel('I have stored it').check();
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  expect(await page.getByRole('row', { name: 'rotating' }).count()).toBe(2);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
});

test('a person is added with a one-time password, changed, put into a group, and deactivated with the keys that stop', async () => {
  const page = await at.page('ada', '/people/users');
  await page.getByRole('button', { name: 'Add user' }).click();
  await dialog(page).getByLabel('E-mail').fill('lin@company.test');
  await dialog(page).getByLabel('Name').fill('Lin');
  await dialog(page).getByRole('button', { name: 'Add user' }).click();
  await dialog(page).getByRole('button', { name: 'Show' }).click();
  const password = await dialog(page).locator('[data-secret]').innerText();
  await dialog(page).getByLabel('I have stored it').check();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  const panel = page.getByRole('complementary', { name: 'User Lin' });
  await panel.getByText('not granted').waitFor();
  await panel.getByText('by a grant to everyone').first().waitFor();

  // Lin signs in; the session is seen, and ended.
  const theirs = await at.page();
  await theirs.goto(`${at.gateway.adminOrigin}/sign-in`);
  await theirs.getByLabel('E-mail').fill('lin@company.test');
  await theirs.locator('input[name=password]').fill(password);
  await theirs.keyboard.press('Enter');
  await theirs.getByLabel('New password').fill('correct horse battery staple');
  await theirs.keyboard.press('Enter');
  await theirs.getByRole('heading', { level: 1 }).waitFor();
  await page.reload();
  await panel.getByText('HeadlessChrome').waitFor();
  await panel.getByRole('button', { name: 'End', exact: true }).click();
  await panel.getByText('Not signed in anywhere.').waitFor();
  await theirs.goto(`${at.gateway.adminOrigin}/me`);
  await theirs.getByLabel('E-mail').waitFor();

  // Two people change Lin: the later one is told, and what was typed stays.
  await panel.getByLabel('Name').fill('Lin Wei');
  const lin = (await (await at.gateway.api('/users?email=lin@company.test')).json()) as { items: { id: string }[] };
  const id = lin.items[0]?.id ?? '';
  await at.gateway.api(`/users/${id}`, { method: 'PATCH', body: JSON.stringify({ role: 'auditor' }) });
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Somebody changed this meanwhile').waitFor();
  expect(await panel.getByLabel('Name').inputValue()).toBe('Lin Wei');

  await at.gateway.api('/keys', { method: 'POST', body: JSON.stringify({ name: 'lin-laptop', user_id: id }) });
  await page.goto(`${at.gateway.adminOrigin}/people/groups`);
  await page.getByRole('button', { name: 'Add group' }).first().click();
  await dialog(page).getByLabel('Name').fill('R&D');
  await dialog(page).getByRole('button', { name: 'Add group' }).click();
  await page.getByRole('complementary', { name: 'Group R&D' }).getByLabel('Add a member').click();
  await page.getByRole('option', { name: 'lin@company.test' }).click();
  await page.getByRole('button', { name: 'Remove Lin from the group' }).waitFor();

  await page.goto(`${at.gateway.adminOrigin}/people/users?user=${id}`);
  await panel.getByRole('link', { name: 'R&D' }).waitFor();
  await panel.getByRole('button', { name: 'Deactivate user' }).click();
  await dialog(page).getByText('lin-laptop').waitFor();
  await dialog(page).getByRole('button', { name: 'Deactivate user' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await panel.getByText('Deactivated', { exact: true }).waitFor();
});

test('an auditor reads people and changes nothing; a member has their own keys and instances alone', async () => {
  const eve = await at.page('eve', '/people/keys?state=all');
  await eve.getByRole('row', { name: 'claw-1' }).first().click();
  await eve.getByRole('complementary').getByText('Its calls of the last 30 days').waitFor();
  for (const name of ['Create key', 'Rotate key', 'Revoke key', 'Save'])
    expect(await eve.getByRole('button', { name }).count(), name).toBe(0);

  const bob = await at.page('bob', '/keys?state=all');
  await bob.getByRole('heading', { name: 'My keys' }).waitFor();
  await bob.getByRole('row', { name: 'build-bot' }).first().waitFor();
  const shown = await bob.locator('main').innerText();
  expect(shown).not.toContain('claw-1');
  const menu = bob.getByRole('navigation', { name: 'Main navigation' });
  expect(await menu.getByRole('link', { name: 'Keys' }).getAttribute('href')).toBe('/keys');
  expect(await menu.getByRole('link', { name: 'Users' }).count()).toBe(0);
  await bob.goto(`${at.gateway.adminOrigin}/people/users`);
  await bob.getByRole('alert').getByText('Your role (Member) may not see this').waitFor();
});
