import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsole, type TestConsole } from '../support/console.ts';
import { chat, says } from '../support/chat.ts';
import { policyInForce } from '../support/policy-in-force.ts';
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

test('a rule is drafted, told at its character what is wrong, tried on a text, saved, and decides the next call', async () => {
  const page = await at.page('ada', '/risk/rules');
  await page.getByRole('button', { name: 'New rule' }).click();
  const panel = page.getByRole('complementary', { name: 'New rule' });
  await panel.getByLabel(/^Name/).fill('Project <b>Bluefin</b>');
  await panel.getByLabel(/^Id/).fill('bluefin');
  await panel.getByLabel('Finds').selectOption('regex');
  await panel.getByLabel('Pattern').fill('Bluefin(?=-\\d+)');
  await panel.getByText(/look-ahead.*at character 8/).waitFor();
  expect(await panel.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await panel.getByLabel('Pattern').fill('Bluefin-\\d+');
  await panel.getByLabel('Action').selectOption('block');
  await panel.getByLabel('Try it on a text').fill('About Bluefin-7 and Bluefin-12.');
  await panel.getByText('2 findings').waitFor();
  await panel.getByRole('tab', { name: 'Examples' }).click();
  await panel.getByRole('button', { name: 'Add a text that must match' }).click();
  await panel.getByLabel('Text 1 that must match').fill('Redfin-7');
  await panel.getByText('the rule does not find anything in this text').waitFor();
  await panel.getByLabel('Text 1 that must match').fill('Bluefin-7');
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Rule created.').waitFor();
  expect(page.url()).toContain('rule=bluefin');
  await policyInForce(at.gateway);
  const decision = async (text: string): Promise<string | null> =>
    (await chat(at.gateway.origin, says(text))).headers.get('x-tollgate-decision');
  expect(await decision('When is Bluefin-7 due?')).toBe('blocked');

  const saved = page.getByRole('complementary', { name: 'Project <b>Bluefin</b>' });
  await saved.getByRole('tab', { name: 'Rule' }).click();
  await saved.getByLabel('Action').selectOption('allow');
  await saved.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It decides the next call').waitFor();
  await policyInForce(at.gateway);
  expect(await decision('When is Bluefin-8 due?')).toBe('passed');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The rule is as it was.').waitFor();
  expect((await ruleOf('bluefin')).action).toBe('block');
  await saved.getByRole('tab', { name: 'History' }).click();
  await saved.getByRole('row', { name: 'Action Record only Block' }).waitFor();
});

test('two admins at one rule: the later one sees both versions, and loses nothing', async () => {
  const page = await at.page('ada', '/risk/rules?rule=email_address');
  const panel = page.getByRole('complementary', { name: 'E-mail address' });
  await panel.getByLabel('Action').selectOption('redact');
  await panel.getByLabel('Except').fill('info@company.test');
  const other = { action: 'block', severity: 'high' };
  await at.gateway.api('/rules/email_address', { method: 'PATCH', body: JSON.stringify(other) });
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Yours is kept').waitFor();
  await panel.getByRole('row', { name: 'Action Redact Block' }).waitFor();
  expect(await panel.getByLabel('Except').inputValue()).toBe('info@company.test');
  expect(await panel.getByLabel('Severity').inputValue()).toBe('high');
  await panel.getByRole('button', { name: 'Take theirs' }).click();
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It decides the next call').waitFor();
  expect(await ruleOf('email_address')).toMatchObject({
    action: 'block',
    severity: 'high',
    except: ['info@company.test'],
  });
  await panel.getByText('In the pack: Secure model').waitFor();
  await panel.getByLabel('Except').fill('half typed');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Back' }).click();
  expect(await panel.getByLabel('Except').inputValue()).toBe('half typed');
});

test('an auditor reads and tries rules and changes none; a member sees nothing of them', async () => {
  const page = await at.page('eve', '/risk/rules?rule=bank_card');
  const panel = page.getByRole('complementary', { name: 'Payment card number' });
  await panel.getByLabel('Try it on a text').fill('Pay with 4539 1488 0343 6467');
  await panel.getByText('1 finding').waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
  expect(await page.getByRole('checkbox').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'New rule' }).count()).toBe(0);
  const member = await at.page('bob', '/risk/rules');
  await member.getByText('Your role (Member) may not see this').waitFor();
  expect(await member.getByRole('link', { name: 'Risk' }).count()).toBe(0);
});
