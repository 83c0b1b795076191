import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsole, type TestConsole } from '../support/console.ts';
import { makeTraffic, type Traffic } from '../support/traffic.ts';

let at: TestConsole;
let traffic: Traffic;
beforeAll(async () => {
  at = await openConsole();
  traffic = await makeTraffic(at.gateway);
});
afterAll(() => at.close());

test('the record says how it is, is verified with a button, and is exported as a file that says so in the log', async () => {
  const page = await at.page('eve', '/record');
  await page.getByText('Healthy', { exact: true }).waitFor();
  await page.getByText('never verified').waitFor();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText('The record holds').waitFor();
  await page.getByText('by eve@company.test').waitFor();
  // Its own act is recorded too, so that the chain may have grown since.
  await page
    .getByText(/to its end|to event/)
    .first()
    .waitFor();

  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('CSV').click();
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Export' }).click();
  const file = await readFile(await (await downloading).path(), 'utf8');
  expect(file).toContain(traffic.passed);

  await page.goto(`${at.gateway.adminOrigin}/record/log?kind=access`);
  await page.getByRole('row', { name: 'exported the record' }).first().waitFor();
  await page.getByRole('row', { name: 'verified the record' }).first().waitFor();
});

test('what is held is kept until the hold is lifted, and what is erased is told by a tombstone; an auditor does neither', async () => {
  const page = await at.page('ada', '/record?tab=holds');
  await page.getByRole('button', { name: 'Hold calls' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[aria-haspopup=listbox]').nth(1).click();
  await page.getByRole('option', { name: 'bob@company.test' }).click();
  await dialog.getByLabel('Reason').fill('case 4711');
  await dialog.getByRole('button', { name: 'Hold calls' }).click();
  const row = page.getByRole('row', { name: 'case 4711' });
  await row.getByText('In force').waitFor();

  // Erasing what is held is refused, and nothing typed is lost.
  const { user } = await at.gateway.settled(traffic.blocked);
  await page.getByRole('tab', { name: 'Erasures' }).click();
  await page.getByRole('button', { name: 'Erase content' }).click();
  await dialog.getByLabel('ID').fill(traffic.blocked);
  await dialog.getByLabel('Reason').fill('request of the person concerned');
  const erase = dialog.getByRole('button', { name: 'Erase content' });
  expect(await erase.isDisabled()).toBe(true);
  await dialog.getByLabel('Type ERASE').fill('ERASE');
  await erase.click();
  await dialog.getByRole('alert').waitFor();
  expect(user?.email).toBe('bob@company.test');
  expect(await dialog.getByLabel('ID').inputValue()).toBe(traffic.blocked);
  await dialog.getByLabel('ID').fill(traffic.passed);
  await erase.click();
  await page.getByRole('row', { name: 'request of the person concerned' }).waitFor();

  await page.getByRole('tab', { name: 'Legal holds' }).click();
  await row.getByRole('button', { name: 'Lift hold' }).click();
  await dialog.getByLabel('Reason').fill('closed');
  await dialog.getByRole('button', { name: 'Lift hold' }).click();
  await row.getByText('Lifted').waitFor();

  const eve = await at.page('eve', '/record?tab=holds');
  await eve.getByRole('row', { name: 'case 4711' }).waitFor();
  expect(await eve.getByRole('button', { name: 'Hold calls' }).count()).toBe(0);
  await eve.getByRole('tab', { name: 'Erasures' }).click();
  await eve.getByRole('row', { name: 'request of the person concerned' }).waitFor();
  expect(await eve.getByRole('button', { name: 'Erase content' }).count()).toBe(0);
});

test('a change of settings is in the log with its fields before and after, by filters in the address', async () => {
  const page = await at.page('ada', '/settings');
  await page.getByText('TOLLGATE_RETENTION_PAYLOADS_DAYS').waitFor();
  expect(new URL(page.url()).pathname).toBe('/settings/retention');
  await page.getByRole('link', { name: 'Sign-in' }).click();
  await page.getByText('set, not shown').waitFor();
  await page.getByRole('link', { name: 'Risk' }).last().click();
  await page.locator('main input[aria-haspopup=listbox]').click();
  await page.getByRole('option', { name: 'The whole conversation (session)' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();

  const log = await at.page('eve', '/record/log?target_kind=settings&actor=ada%40company.test');
  await log.getByRole('row', { name: 'changed settings' }).focus();
  await log.keyboard.press('Enter');
  const panel = log.getByRole('complementary', { name: 'Log entry' });
  await panel.getByRole('row', { name: 'sticky' }).getByText('session').waitFor();
  expect(await panel.getByRole('row', { name: 'sticky' }).locator('del').innerText()).toBe('none');
  const link = panel.getByRole('link', { name: /Calls decided under policy version/ });
  expect(await link.getAttribute('href')).toMatch(/^\/traffic\?policy_version=\d+$/);
  await log.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  // The filters were in the address, and stayed there.
  expect(new URL(log.url()).searchParams.get('target_kind')).toBe('settings');

  const eve = await at.page('eve', '/settings/risk');
  await eve.getByText('For how many days').waitFor();
  expect(await eve.getByRole('button', { name: 'Save' }).count()).toBe(0);
});

test('a member gets to none of it', async () => {
  for (const path of ['/record', '/record/log', '/settings/risk']) {
    const page = await at.page('bob', path);
    await page.getByText('Your role (Member) may not see this').first().waitFor();
    await page.context().close();
  }
});
