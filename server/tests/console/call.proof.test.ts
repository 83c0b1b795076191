import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explained } from '../../../console/src/components/call/explained.ts';
import { chat, says } from '../support/chat.ts';
import { keys } from '../support/company.ts';
import { openConsole, type TestConsole } from '../support/console.ts';
import { makeTraffic, type Traffic } from '../support/traffic.ts';

let at: TestConsole;
let traffic: Traffic;
beforeAll(async () => {
  at = await openConsole({ models: ['stand-in-trickle-40'] });
  traffic = await makeTraffic(at.gateway);
});
afterAll(() => at.close());

/** As long as a slow machine takes; what is waited for is there as soon as it is. */
const patient = { timeout: 30_000 };
const secret = /4539[\s-]?1488[\s-]?0343[\s-]?6467/;

/** All that a page was told by the gateway, and all that it holds itself. */
function watch(page: Page): () => Promise<string> {
  const answers: Promise<string>[] = [];
  page.on('response', (response) => answers.push(response.text().catch(() => '')));
  return async () => {
    const held = await page.evaluate<string>(
      'document.title + document.documentElement.outerHTML + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)',
    );
    return (await Promise.all(answers)).join('\n') + page.url() + held;
  };
}

async function accessLog(requestId: string): Promise<{ action: string; actor: { email: string }; detail: object }[]> {
  const answer = await at.gateway.api(`/access-log?target_id=${requestId}`);
  return ((await answer.json()) as { items: { action: string; actor: { email: string }; detail: object }[] }).items;
}

test('what was found is nowhere in the page until it is revealed for a reason; both openings are in the log, and it is masked again when the window is left', async () => {
  const page = await at.page('eve');
  const seen = watch(page);
  await page.goto(`${at.gateway.adminOrigin}/traffic/${traffic.rerouted}`);
  await page.getByText('****6467').first().waitFor();
  await page.getByRole('link', { name: 'See in place' }).click();
  await page.getByText('Nothing of the text is shown until you ask for it.').waitFor();
  expect(await accessLog(traffic.rerouted)).toEqual([]);
  await page.getByRole('button', { name: 'Show content' }).click();
  const messages = page.locator('[data-message]');
  await messages.first().getByText('Pay with card').waitFor();
  await page.getByText('Recorded: you opened the content').waitFor();
  expect(await messages.first().innerText()).toContain('****6467');
  expect(await seen()).not.toMatch(secret);

  await page.getByRole('button', { name: 'Reveal 1 finding…' }).click();
  await page.getByLabel('Reason').fill('incident 42');
  await page.keyboard.press('Enter');
  await messages.first().getByText('4539 1488 0343 6467').waitFor();
  await expect.poll(async () => (await accessLog(traffic.rerouted)).length, patient).toBe(2);
  expect(await accessLog(traffic.rerouted)).toMatchObject([
    { action: 'finding.reveal', actor: { email: 'eve@company.test' }, detail: { hits: [0], reason: 'incident 42' } },
    { action: 'conversation.open', actor: { email: 'eve@company.test' } },
  ]);
  await page.evaluate(
    `Object.defineProperty(document, 'visibilityState', { value: 'hidden' }); document.dispatchEvent(new Event('visibilitychange'))`,
  );
  await page.getByText('Nothing of the text is shown until you ask for it.').waitFor();
  expect(await page.content()).not.toMatch(secret);
});

test('a call is walked by keys alone: its parts by number, its run by j and k, and the link of each opens the same', async () => {
  const [first = '', second = ''] = traffic.run;
  const page = await at.page('eve', `/traffic/${first}?tab=cost`, { language: 'zh-CN' });
  await page.getByText('已重新推算：与记录完全一致').waitFor();
  await page.keyboard.press('6');
  await page.getByText('事件在存证链中').waitFor();
  expect(await page.getByText('不成立').count()).toBe(0);
  await page.keyboard.press('1');
  await page.getByText('第 1 个，共 2 个').waitFor();
  await page.keyboard.press('j');
  await page.getByText('第 2 个，共 2 个').waitFor();
  await page.waitForURL(`**/traffic/${second}`);
  await page.getByText('按顺序第一个已启用的安全模型').waitFor();
  await page.keyboard.press('2');
  await page.waitForURL(`**/traffic/${second}?tab=conversation`);
  await page.getByRole('button', { name: '查看内容' }).press('Enter');
  await page.locator('[data-message]').first().waitFor();
  await page.keyboard.press('n');
  await expect.poll(() => page.evaluate<string>('document.activeElement.textContent'), patient).toContain('****6467');
  await page.keyboard.press('k');
  await page.waitForURL(`**/traffic/${first}?tab=conversation`);
  await page.getByRole('button', { name: '查看内容' }).waitFor();
});

test('every step of a decision that calls bring is told in the words of the console', async () => {
  const { items } = (await (await at.gateway.api('/invocations?limit=200')).json()) as {
    items: { explanation: string[] }[];
  };
  const lines = new Set(items.flatMap(({ explanation }) => explanation));
  expect(lines.size).toBeGreaterThan(5);
  expect([...lines].filter((line) => 'words' in explained(line))).toEqual([]);
});

test('a run of 300 calls is drawn as far as it is in sight and walked to its end by keys, and is whole on paper', async () => {
  const page = await at.page('eve');
  await page.route('**/api/traces/**', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { items: { at: string; request_id: string; parent: object | null }[] };
    const [, call] = body.items;
    const minute = 60_000;
    const items = Array.from({ length: 300 }, (_, index) => ({
      ...call,
      parent: null,
      request_id: `req_${index}`,
      at: new Date(Date.parse(call?.at ?? '') + index * minute).toISOString(),
    }));
    await route.fulfill({ response, json: { ...body, items } });
  });
  const { trace_id: trace } = await at.gateway.settled(traffic.run[1] ?? '');
  await page.goto(`${at.gateway.adminOrigin}/traces/${trace}`);
  const rows = page.getByRole('treeitem');
  await rows.first().focus();
  await page.keyboard.press('End');
  await expect.poll(() => page.evaluate<string>('document.activeElement.textContent'), patient).toMatch(/^300/);
  await page.getByRole('heading', { name: 'Step 300' }).waitFor();
  expect(await page.evaluate<string>('document.activeElement.textContent')).toMatch(/^300/);
  expect(await rows.count()).toBeLessThan(80);
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => rows.count(), patient).toBe(300);
  const [top, end] = [await rows.first().boundingBox(), await rows.last().boundingBox()];
  expect((end?.y ?? 0) - (top?.y ?? 0)).toBe(299 * 32);
  await page.emulateMedia({ media: 'screen' });
  await expect.poll(() => rows.count(), patient).toBeLessThan(80);
});

test('a blocked call says what its caller was told, and its differences and bytes are opened one by one', async () => {
  const page = await at.page('ada', `/traffic/${traffic.blocked}`);
  await page.getByText('Decided, recorded').waitFor();
  expect(await page.locator('[data-stage][data-provider]').count(), 'no provider was asked').toBe(0);
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await page.getByText('Blocked by company policy').waitFor();
  await page.goto(`${at.gateway.adminOrigin}/traffic/${traffic.streamed}?tab=differences`);
  await page.getByRole('button', { name: 'Show differences' }).click();
  await page.getByText('added by the gateway, to learn the usage').first().waitFor();
  await page.getByText('gpt-test-2026').first().waitFor();
  const slow = await chat(
    at.gateway.origin,
    says('Tell me.', { model: 'stand-in-trickle-40', stream: true }),
    keys.claw,
  );
  await at.gateway.settled(slow.requestId);
  await page.goto(`${at.gateway.adminOrigin}/traffic/${slow.requestId}`);
  await page.getByRole('tab', { name: 'Why' }).waitFor();
  await page.keyboard.press('4');
  await page.getByText('Answer received', { exact: true }).click();
  await page.getByRole('button', { name: 'Show bytes' }).click();
  await page.getByRole('region', { name: 'Answer received' }).focus();
  await page.keyboard.press('End');
  await page.getByText('data: [DONE]').waitFor();
  await page.getByRole('slider', { name: 'Moment of the stream' }).focus();
  await page.keyboard.press('Home');
  await page.getByText('data: [DONE]').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByRole('button', { name: 'Play' }).waitFor();
  await page.getByText('data: [DONE]').waitFor();
});

test('the run of an agent is a tree and a line of time: where it turned secure, what tools took, and what is new in a step', async () => {
  const page = await at.page('eve', `/traffic/${traffic.run[1]}`);
  await page.getByRole('link', { name: 'Trace' }).click();
  const rows = page.getByRole('treeitem');
  await expect.poll(() => rows.count(), patient).toBe(4);
  const told = await rows.allInnerTexts();
  expect(told[1]).toMatch(/1 tool result in step 2, after/);
  expect(told[2]).toContain('From here on secure');
  expect(told[3]).toContain('qwen-secure');
  await page.getByRole('heading', { name: 'Step 2' }).waitFor();
  await page.getByRole('button', { name: 'Show content' }).click();
  await page.getByText('Result of tool').waitFor();
  expect(await page.content()).not.toMatch(secret);
  await page.getByText('Tree', { exact: true }).click();
  await page.waitForURL(/show=tree/);
  await rows.first().focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => rows.count(), patient).toBe(3);
  await page.keyboard.press('ArrowDown');
  await expect
    .poll(() => page.evaluate<string>('document.activeElement.textContent'), patient)
    .toContain('qwen-secure');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/traffic/${traffic.run[1]}`);
  await page.getByRole('link', { name: 'Session', exact: true }).click();
  await page.getByText('Trace of 2 calls').waitFor();
});

test('names that hold HTML, run from right to left or are long stay names; a member opens what is their own alone', async () => {
  const name = `<img src=x onerror="document.title='broken'"> 🤖 \u202Eגבר ${'x'.repeat(80)}`.slice(0, 120);
  const users = (await (await at.gateway.api('/users')).json()) as { items: { id: string; email: string }[] };
  const bob = users.items.find(({ email }) => email === 'bob@company.test');
  const made = async (path: string, body: object): Promise<{ id: string; secret: string }> =>
    (await at.gateway.api(path, { method: 'POST', body: JSON.stringify(body) })).json() as never;
  const instance = await made('/instances', { name, owner_id: bob?.id, kind: 'generic' });
  const key = await made('/keys', { name: 'odd', instance_id: instance.id });
  let requestId = '';
  await expect
    .poll(async () => {
      const answer = await chat(at.gateway.origin, says('Hi'), key.secret);
      requestId = answer.requestId;
      return answer.status;
    }, patient)
    .toBe(200);
  await at.gateway.settled(requestId);
  const page = await at.page('bob', `/traffic/${requestId}`, { width: 390, height: 844 });
  await page.getByText(name.slice(0, 20)).first().waitFor();
  expect(await page.title()).toBe('Call · Tollgate');
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
  await page.goto(`${at.gateway.adminOrigin}/traffic/${traffic.rerouted}`);
  await page.getByRole('alert').waitFor();
});

test('a payload of 5 MB is read to its end without the page holding all of it', async () => {
  const { requestId } = await chat(
    at.gateway.origin,
    says(`${'All work and no play. '.repeat(240_000)}The very end.`),
    keys.claw,
  );
  await at.gateway.settled(requestId);
  const page = await at.page('ada', `/traffic/${requestId}?tab=conversation`);
  await page.getByRole('button', { name: 'Show content' }).click();
  await page.getByRole('button', { name: 'Show all 100,000 characters' }).first().click();
  await page.getByText('All of it is in the raw body').waitFor();
  await page.keyboard.press('4');
  await page.getByRole('button', { name: 'Show bytes' }).click();
  const region = page.getByRole('region', { name: 'Request received' });
  await region.focus();
  await page.keyboard.press('End');
  await region.getByText('The very end.').waitFor();
  expect(await region.locator('code').count()).toBeLessThan(300);
});
