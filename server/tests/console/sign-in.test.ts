import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsole, type TestConsole } from '../support/console.ts';

let at: TestConsole;
beforeAll(async () => {
  at = await openConsole();
});
afterAll(() => at.close());

test('the first start prints a one-time password, with which one signs in, chooses a password and sees the overview', async () => {
  const [, email = '', password = ''] = /Sign in +(\S+) +one-time password (\S+)/.exec(at.gateway.output()) ?? [];
  expect(email).toBe('ada@company.test');
  const page = await at.page();
  await page.goto(`${at.gateway.adminOrigin}/me`);
  await page.getByLabel('E-mail').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByLabel('New password').fill('correct horse battery staple');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'My sign-in' }).waitFor();
  expect(page.url()).toBe(`${at.gateway.adminOrigin}/me`);
  await page.getByRole('button', { name: 'You, Ada' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').waitFor();
  expect((await page.context().cookies()).filter(({ value }) => value !== '')).toEqual([]);
});

test('whoever is not signed in sees no page, and after signing in goes to the page of this console that they wanted', async () => {
  const page = await at.page();
  for (const next of ['//evil.example/x', '/\\evil.example', 'javascript:alert(1)', 'https://evil.example']) {
    await page.goto(`${at.gateway.adminOrigin}/sign-in?next=${encodeURIComponent(next)}`);
    await at.signIn(page, 'ada');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).origin).toBe(at.gateway.adminOrigin);
    await page.context().clearCookies();
  }
});

test('a session that ends while one types asks for the password over the page, and what was typed stays', async () => {
  const page = await at.page('ada', '/me');
  await page.getByLabel('New password').fill('half of a new pass');
  await page.context().clearCookies();
  await page.getByLabel('Current password').first().fill('x');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByRole('dialog', { name: 'Your session ended' }).waitFor();
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(at.password);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.getByLabel('New password').inputValue()).toBe('half of a new pass');
});

test('the sign-in and what stands around every page have no serious finding of axe, in both themes and languages', async () => {
  for (const [language, colours] of [
    ['en', 'light'],
    ['zh-CN', 'dark'],
  ] as const) {
    const outside = await at.page(undefined, '/sign-in', { language, colours });
    await outside.locator('input[name=password]').waitFor();
    expect(await at.axe(outside)).toEqual([]);
    const inside = await at.page('ada', '/me', { language, colours, width: 390 });
    await inside.locator('h1').waitFor();
    expect(await at.axe(inside)).toEqual([]);
  }
});

test('pages are answered with a policy that takes scripts and styles from here alone', async () => {
  const answer = await fetch(`${at.gateway.adminOrigin}/sign-in`, { headers: { accept: 'text/html' } });
  for (const path of ['/', '/models', '/chat/completions']) {
    expect((await fetch(`${at.gateway.adminOrigin}${path}`)).status, path).toBe(404);
  }
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe');
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  expect(await answer.text()).toContain(`content="${nonce}"`);
  expect((await fetch(`${at.gateway.adminOrigin}/assets/none.js`)).status).toBe(404);
  expect((await fetch(`${at.gateway.adminOrigin}/..%2f..%2fpackage.json`)).headers.get('content-type')).not.toContain(
    'application/javascript',
  );
});
