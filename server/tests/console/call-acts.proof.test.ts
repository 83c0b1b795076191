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

/** As long as a slow machine takes; what is waited for is there as soon as it is. */
const patient = { timeout: 30_000 };

interface Items<Item> {
  readonly items: readonly Item[];
}

async function read<Item>(path: string): Promise<readonly Item[]> {
  return ((await (await at.gateway.api(path)).json()) as Items<Item>).items;
}

test('in Chinese a decision, its findings and the rules are told in Chinese, and found by Chinese words', async () => {
  const page = await at.page('eve', `/traffic/${traffic.rerouted}`, { language: 'zh-CN' });
  const why = page.getByRole('region', { name: '决策依据' });
  await why.getByText('“银行卡号”').first().waitFor();
  const told = await why.innerText();
  expect(told).not.toMatch(/Payment card|everyone|asks for|passes|near/);
  await page.getByRole('region', { name: '命中内容' }).getByRole('link', { name: '银行卡号' }).waitFor();
  await page.goto(`${at.gateway.adminOrigin}/risk/rules?q=${encodeURIComponent('助记词')}`);
  await page.getByText('钱包助记词').first().waitFor();
  expect(await page.getByText('Recovery words of a wallet').count()).toBe(0);
  await page.goto(`${at.gateway.adminOrigin}/risk/rules?rule=bank_card`);
  await page.getByText('发卡机构已知').waitFor();
});

test('y copies a link to the place in the focus, which opens it again', async () => {
  const last = traffic.run.at(-1) ?? '';
  const page = await at.page('eve', `/traffic/${last}?tab=conversation`);
  await page.evaluate(`navigator.clipboard.writeText = async (text) => { window.copied = text; }`);
  await page.getByRole('button', { name: 'Show content' }).click();
  await page.locator('[data-message]').first().waitFor();
  await page.keyboard.press('n');
  const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.textContent');
  await expect.poll(focused, patient).toContain('****6467');
  const place = await page.evaluate<string>(`document.activeElement.closest('[data-place]').dataset.place`);
  await page.keyboard.press('y');
  await page.getByText('Link copied.').waitFor();
  const link = new URL(await page.evaluate<string>('window.copied'));
  expect([link.pathname, link.searchParams.get('tab'), link.searchParams.get('at')]).toEqual([
    `/traffic/${last}`,
    'conversation',
    place,
  ]);
  const other = await at.page('eve', link.pathname + link.search);
  await other.getByRole('button', { name: 'Show content' }).click();
  await expect.poll(() => other.evaluate<string>('document.activeElement.dataset.place'), patient).toBe(place);
});

test('a finding leads to the test bench; an auditor sees what is held, an admin lifts it for a reason', async () => {
  await at.gateway.api('/rules/bank_card', { method: 'PATCH', body: JSON.stringify({ sticky: 'session' }) });
  await policyInForce(at.gateway);
  const { requestId: last } = await chat(
    at.gateway.origin,
    says('My card is 4539 1488 0343 6467, keep it.'),
    keys.claw,
  );
  await at.gateway.settled(last);
  await expect.poll(async () => (await read('/pins')).length, patient).toBe(1);
  const auditor = await at.page('eve', `/traffic/${last}`);
  await auditor
    .getByText(/stays secure/)
    .first()
    .waitFor();
  expect(await auditor.getByRole('button', { name: 'Lift' }).count()).toBe(0);
  await auditor.getByRole('link', { name: 'Test this rule' }).first().click();
  await auditor.waitForURL(/\/risk\/test\?.*request=/);
  expect(await auditor.locator('input[placeholder="req_…"]').inputValue()).toBe(last);

  const page = await at.page('ada', `/traffic/${last}`);
  await page.getByRole('button', { name: 'Lift' }).first().click();
  await page.getByLabel('Reason').fill('a made-up card');
  await page.getByRole('dialog').getByRole('button', { name: 'Lift' }).click();
  await page.getByText('Lifted.').waitFor();
  await page.getByText('This session stays secure').waitFor({ state: 'hidden' });
  await expect.poll(async () => (await read('/pins')).length, patient).toBe(0);
  const lifted = await read<{ lift_reason: string | null }>('/pins?state=all');
  expect(lifted.map((pin) => pin.lift_reason)).toContain('a made-up card');
});

test('traces and sessions are held from their menus, sessions erased; who may do neither has no menu', async () => {
  const { trace_id: trace, session_id: session } = await at.gateway.settled(traffic.run[0] ?? '');
  const page = await at.page('ada', `/traces/${trace}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  expect(await page.getByRole('menuitem', { name: 'Erase content…' }).count()).toBe(0);
  await page.getByRole('menuitem', { name: 'Legal hold…' }).click();
  await page.getByLabel('Reason').fill('case 7');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByText('The trace is on legal hold.').waitFor();
  const holds = await read<{ id: string; scope: object; reason: string }>('/legal-holds');
  expect(holds).toMatchObject([{ scope: { kind: 'trace', id: trace }, reason: 'case 7' }]);
  const lift = { method: 'POST', body: JSON.stringify({ reason: 'over' }) };
  expect((await at.gateway.api(`/legal-holds/${holds[0]?.id}/lift`, lift)).ok).toBe(true);

  const auditor = await at.page('eve', `/sessions/${session}`);
  await auditor.getByRole('treeitem').first().waitFor();
  expect(await auditor.getByRole('button', { name: 'More', exact: true }).count()).toBe(0);

  await page.goto(`${at.gateway.adminOrigin}/sessions/${session}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Erase content…' }).click();
  await page.getByLabel('Reason').fill('asked for by the person');
  await page.getByRole('dialog').getByRole('textbox').nth(1).fill('ERASE');
  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  await page.getByText('The content is being erased').waitFor();
  expect(await read('/erasures')).toMatchObject([
    { scope: { kind: 'session', id: session }, reason: 'asked for by the person' },
  ]);
});

test('what is dark on the screen is light on paper', async () => {
  const page = await at.page('eve', `/traffic/${traffic.passed}`, { colours: 'dark' });
  await page.getByRole('tab', { name: 'Why' }).waitFor();
  const ground = (): Promise<string> => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  await expect.poll(ground, patient).toBe('rgb(20, 23, 26)');
  await page.emulateMedia({ media: 'print' });
  await expect.poll(ground, patient).toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ media: 'screen' });
  await expect.poll(ground, patient).toBe('rgb(20, 23, 26)');
});

test('a stream is played, and moved through by the slider alone where no motion is asked for', async () => {
  const page = await at.page('ada', `/traffic/${traffic.streamed}?tab=raw`);
  const open = async (): Promise<void> => {
    await page.getByText('Answer received', { exact: true }).click();
    await page.getByRole('button', { name: 'Show bytes' }).click();
    await page.getByRole('slider', { name: 'Moment of the stream' }).waitFor();
  };
  await open();
  expect(await page.getByRole('button', { name: 'Play' }).count()).toBe(1);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.reload();
  await open();
  expect(await page.getByRole('button', { name: 'Play' }).count()).toBe(0);
});
