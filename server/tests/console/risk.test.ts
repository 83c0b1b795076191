import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsole, type TestConsole } from '../support/console.ts';
import { makeTraffic } from '../support/traffic.ts';

let at: TestConsole;
beforeAll(async () => {
  at = await openConsole();
  await makeTraffic(at.gateway);
});
afterAll(() => at.close());

const ruleOf = async (id: string) =>
  (await (await at.gateway.api(`/rules/${id}`)).json()) as { is_enabled: boolean; action: string; revision: number };

test('several rules are switched off as one step, told in numbers before, and undone as one', async () => {
  const page = await at.page('ada', '/risk/rules?q=bank_');
  const rows = page.locator('tbody tr');
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
  const count = await rows.count();
  expect(count).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Disable' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/In 7 days: \d+ hits?\. New calls/).waitFor();
  await dialog.getByRole('button', { name: `Disable ${count} rules` }).click();
  await page.getByText(`${count} rules changed.`).waitFor();
  expect((await ruleOf('bank_card')).is_enabled).toBe(false);
  await rows.first().getByRole('img', { name: 'Off' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(`${count} rules are as they were.`).waitFor();
  expect((await ruleOf('bank_card')).is_enabled).toBe(true);
  await rows.first().getByRole('img', { name: 'On' }).waitFor();
});
