import { afterAll, beforeAll, expect, test } from 'vitest';
import { chat, says } from '../support/chat.ts';
import { keys } from '../support/company.ts';
import { openConsole, type TestConsole } from '../support/console.ts';
import { policyInForce } from '../support/policy-in-force.ts';
import { makeTraffic, type Traffic } from '../support/traffic.ts';

let at: TestConsole;
let traffic: Traffic;
beforeAll(async () => {
  at = await openConsole();
  traffic = await makeTraffic(at.gateway);
});
afterAll(() => at.close());

const card = '4539 1488 0343 6467';

test('the bench marks what is typed, draws where the call would go, undoes disguises, and says what it ignores', async () => {
  const page = await at.page('eve', '/risk/test');
  const text = page.getByLabel('Text', { exact: true }).last();
  await text.fill(`Pay with ${card}, and for a test 4242424242424242.`);
  await page.locator('mark', { hasText: card }).waitFor();
  const path = page.getByRole('region', { name: 'What would be decided' });
  await path.getByText('qwen-secure', { exact: true }).waitFor();
  await path.getByText('Rerouted').waitFor();
  await page.getByText('A placeholder, or a value that its vendor documents').waitFor();
  await page.getByText(/The scan took/).waitFor();
  await text.fill(Buffer.from(`Please pay with card ${card} today`).toString('base64'));
  await page.getByText('Hidden as base64 → bank_card').waitFor();
  await text.fill('Hello');
  await path.getByText('Passed').waitFor();

  await page.getByText('Request', { exact: true }).click();
  const body = { model: 'gpt-test', messages: [{ role: 'user', content: `Card ${card}` }] };
  await page.getByLabel('Body of a request, as JSON').fill(JSON.stringify(body));
  await page.getByRole('region', { name: 'In messages[0].content' }).locator('mark', { hasText: card }).waitFor();

  await page.goto(`${at.gateway.adminOrigin}/risk/test?request=${traffic.blocked}`);
  await page.getByRole('button', { name: 'Test this call' }).click();
  await page.getByRole('region', { name: 'What would be decided' }).getByText('Blocked').waitFor();
  const log = await (await at.gateway.api(`/access-log?target_id=${traffic.blocked}`)).text();
  expect(log).toContain('eve@company.test');
});

test('findings are judged one at a time by keys, masked until somebody reveals them, and a step is taken back', async () => {
  const page = await at.page('eve', '/risk/review?rule=bank_card');
  const finding = page.getByRole('article', { name: 'Payment card number' });
  await finding.waitFor();
  expect(await page.content()).not.toContain('0343 6467');
  const first = await finding.innerText();
  await page.keyboard.press('w');
  await page.getByText(/is marked as wrong/).waitFor();
  await page.keyboard.press('u');
  await page.getByText(/is marked as wrong/).waitFor({ state: 'detached' });
  expect(await finding.innerText()).toBe(first);
  await finding.getByRole('button', { name: 'Reveal' }).click();
  await finding.locator('mark', { hasText: card }).waitFor();
  await page.getByLabel('Note').fill('our own card');
  await page.keyboard.press('r');
  expect(await page.getByLabel('Note').inputValue()).toBe('our own cardr');
  await page.getByRole('button', { name: 'Wrong', exact: false }).first().click();
  await page.getByText(/is marked as wrong/).waitFor();
  expect(await page.getByRole('button', { name: 'Make an exception' }).count()).toBe(0);

  const admin = await at.page('ada', '/risk/review?verdict=wrong');
  await admin.getByRole('row').filter({ hasText: 'our own cardr' }).waitFor();
  await admin.getByRole('button', { name: 'Make an exception' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByText(/It found \d+ hits? in 7 days/).waitFor();
  await dialog.getByRole('button', { name: 'Make an exception' }).click();
  await admin.getByText('Exception of the rule').waitFor();
  const bench = { text: `Pay with card ${card}, again.`, as: { instance: 'claw-1' } };
  const tested = await at.gateway.api('/rules/test', { method: 'POST', body: JSON.stringify(bench) });
  expect(((await tested.json()) as { hits: { rule: string }[] }).hits.map((hit) => hit.rule)).not.toContain(
    'bank_card',
  );
  const rule = (await (await at.gateway.api('/rules/bank_card')).json()) as { except: string[] };
  expect(rule.except.filter((entry) => !entry.startsWith('sha256:'))).toEqual([]);
  await at.gateway.api('/rules/bank_card', { method: 'PATCH', body: JSON.stringify({ except: null }) });
});

test('a changed rule is run over recorded calls, and what would be decided otherwise is told by rule, with samples', async () => {
  const page = await at.page('ada', '/risk/backtests?rule=bank_card&range=1h');
  await page.getByLabel('Changed to').selectOption('block');
  await page.getByRole('button', { name: 'Start backtest' }).click();
  await page.getByText('Done', { exact: true }).waitFor();
  await page.getByRole('heading', { name: /^\d+ of \d+ calls would be decided otherwise/ }).waitFor();
  await page.getByRole('row', { name: /Rerouted Blocked/ }).waitFor();
  await page.getByRole('row', { name: /Payment card number/ }).waitFor();
  expect(await page.content()).not.toContain('0343 6467');
  const auditor = await at.page('eve', '/risk/backtests');
  await auditor.getByRole('row').filter({ hasText: 'Payment card number' }).waitFor();
  expect(await auditor.getByRole('button', { name: 'Start backtest' }).count()).toBe(0);
});

test('what is held on the secure path is lifted with a reason; a text is reviewed and decides again', async () => {
  const sticky = { sticky: 'session' };
  await at.gateway.api('/rules/bank_card', { method: 'PATCH', body: JSON.stringify(sticky) });
  await policyInForce(at.gateway);
  const { requestId } = await chat(at.gateway.origin, says(`My card is ${card}, keep it.`), keys.claw);
  await at.gateway.settled(requestId);
  const page = await at.page('ada', '/risk/held');
  const held = page.getByRole('row').filter({ hasText: 'The session' });
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.getByRole('region', { name: 'Held on the secure path' }).waitFor();
        await page.waitForLoadState('networkidle');
        return held.count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  await held.getByRole('button', { name: 'Lift' }).click();
  await page.getByLabel('Reason').fill('wrong card');
  await page.getByRole('dialog').getByRole('button', { name: 'Lift' }).click();
  await page.getByText('Nothing is held').waitFor();
  await page.getByLabel('Include those that are over').check();
  await page.getByRole('row').filter({ hasText: 'Lifted' }).waitFor();

  await page.getByRole('button', { name: 'Add a text' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a text' });
  await dialog.getByLabel('Text', { exact: false }).first().fill('The canned answer of our support desk.');
  await dialog.getByLabel('Why it is harmless').fill('read by legal');
  await dialog.getByRole('button', { name: 'Add a text' }).click();
  const row = page.getByRole('row').filter({ hasText: 'The canned answer' });
  await row.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No text was reviewed.').waitFor();
  expect(await (await at.page('eve', '/risk/held')).getByRole('button', { name: 'Add a text' }).count()).toBe(0);
});

test('rules come out of a file, after one saw what would be done; exact values go into a set that nobody reads again', async () => {
  const page = await at.page('ada', '/risk/rules');
  await page.getByRole('button', { name: 'Import rules' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import rules' });
  const file = dialog.getByLabel('Text of the file');
  await file.fill('rules:\n  - { id: seafish, display_name: Sea fish, category: enterprise, kind: keywords }');
  await dialog.getByRole('button', { name: 'See what would be done' }).click();
  await dialog
    .getByText(/^Line \d+, column \d+/)
    .first()
    .waitFor();
  await file.fill(
    'rules:\n  - { id: seafish, display_name: Sea fish, category: enterprise, kind: keywords, keywords: [Cod], severity: low, action: allow }',
  );
  await dialog.getByRole('button', { name: 'See what would be done' }).click();
  await dialog.getByRole('button', { name: 'Import 1 rule' }).click();
  await page.getByText('1 rule imported.').waitFor();

  await page.goto(`${at.gateway.adminOrigin}/risk/rules?rule=seafish`);
  const panel = page.getByRole('complementary', { name: 'Sea fish' });
  await panel.getByLabel('Finds').selectOption('fingerprints');
  await panel.getByRole('button', { name: 'New set' }).click();
  const making = page.getByRole('dialog', { name: 'New set' });
  await making.getByLabel(/^Id/).fill('customers');
  await making.getByLabel(/^Values/).fill('KD-100200\nKD-100201');
  await making.getByRole('button', { name: 'Create set' }).click();
  await page.getByText('The set holds 2 values.').waitFor();
  expect(await panel.getByLabel('Set of exact values').inputValue()).toBe('customers');
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It decides the next call').waitFor();
  await panel.getByLabel('Try it on a text').fill('Customer KD-100201 called.');
  await panel.getByText('1 finding').waitFor();
});
