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

test('the page of a call says what was decided and why, in the language of its reader, and shows nothing of its text', async () => {
  const page = await at.page('eve', `/traffic/${traffic.rerouted}`, { language: 'zh-CN' });
  await page.getByText('按顺序第一个已启用的安全模型').waitFor();
  await page.getByText('****6467').first().waitFor();
  expect(await page.content()).not.toContain('4539 1488');
});
