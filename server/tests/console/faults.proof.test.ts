import { afterAll, beforeAll, expect, test } from 'vitest';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment, keys } from '../support/company.ts';
import { openConsole, type TestConsole } from '../support/console.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type DatabaseRelay, relayTo } from '../support/database-relay.ts';
import { type GatewayProcess, startGateway } from '../support/gateway.ts';
import { makeTraffic } from '../support/traffic.ts';

let database: TestDatabase;
let relay: DatabaseRelay;
let at: TestConsole;
/** The one that serves now. */
let gateway: GatewayProcess;
beforeAll(async () => {
  database = await createTestDatabase();
  relay = await relayTo(database.url);
  at = await openConsole({ databaseUrl: relay.url });
  ({ gateway } = at);
  await makeTraffic(gateway);
});
afterAll(async () => {
  await at.close();
  await relay.cut();
  await database.drop();
});

/** The same gateway again, where it was. */
function startAgain(): Promise<GatewayProcess> {
  return startGateway({
    databaseUrl: relay.url,
    config: companyConfig({ outside: at.standIn }),
    env: { ...companyEnvironment, TOLLGATE_PORT: new URL(gateway.origin).port },
    dataDir: gateway.dataDir,
  });
}

const patient = { timeout: 90_000 };
/** Cut connections are found dead and opened anew. */
const away = { timeout: 60_000 };

test('names with HTML, from right to left and with emoji are names in the lists of people, instances and traffic', async () => {
  const name = `<img src=x onerror="document.title='broken'"> 🤖 \u202Eגבר ${'x'.repeat(60)}`.slice(0, 110);
  const made = async (path: string, body: object): Promise<{ id: string; secret: string }> => {
    const answer = await gateway.api(path, { method: 'POST', body: JSON.stringify(body) });
    expect(answer.ok, path).toBe(true);
    return (await answer.json()) as { id: string; secret: string };
  };
  const user = await made('/users', { email: 'odd@company.test', name, role: 'member' });
  const instance = await made('/instances', { name, owner_id: user.id, kind: 'generic' });
  const key = await made('/keys', { name, instance_id: instance.id });
  await expect.poll(async () => (await chat(gateway.origin, says('Hi'), key.secret)).status, patient).toBe(200);
  for (const width of [1440, 390]) {
    const page = await at.page('ada', '/people/users', { width, height: 900 });
    for (const path of ['/people/users', '/people/instances', '/people/keys', '/traffic?user=odd@company.test']) {
      await page.goto(gateway.adminOrigin + path);
      const row = page.locator('tbody tr', { has: page.locator('bdi', { hasText: '<img src=x' }) });
      await row.first().waitFor();
      expect(await page.locator('main img').count(), path).toBe(0);
      expect(await page.title(), path).not.toBe('broken');
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), `${path} ${width}`).toBe(false);
    }
  }
});

test('without the database a page says what happened, and reads again when asked; what was read stays', async () => {
  const page = await at.page('ada', '/traffic');
  const rows = page.locator('tbody tr[aria-rowindex]');
  await rows.first().waitFor();
  // What comes meanwhile stands above it.
  const known = await rows.first().getAttribute('data-key');
  await relay.cut();
  await page.getByRole('link', { name: 'Budgets' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText(/database/).waitFor(away);
  await page.getByRole('link', { name: 'Traffic', exact: true }).click();
  await page.locator(`tr[data-key="${known}"]`).waitFor(patient);
  // Calls go on meanwhile.
  expect((await chat(gateway.origin, says('Still there?'), keys.claw)).status).toBe(200);
  await page.getByRole('link', { name: 'Budgets' }).click();
  await alert.getByText(/database/).waitFor(away);
  await relay.mend();
  await expect.poll(async () => (await gateway.api('/budgets').catch(() => null))?.status, patient).toBe(200);
  const again = alert.getByRole('button', { name: 'Try again' });
  if (await again.isVisible()) await again.click();
  await page.getByText('No budgets. Spending is recorded, nothing is limited.').waitFor(patient);
});

test('the gateway restarts: pages say so and come back by themselves, and what is typed stays', async () => {
  const list = await at.page('eve', '/traffic');
  const rows = list.locator('tbody tr[aria-rowindex]');
  await rows.first().waitFor();
  // What comes meanwhile stands above it.
  const known = await rows.first().getAttribute('data-key');
  const typing = await at.page('ada', '/people/groups');
  await typing.getByRole('button', { name: 'Add group' }).first().click();
  const dialog = typing.getByRole('dialog', { name: 'Add group' });
  await dialog.getByLabel('Name').fill('Night shift');
  const late = await at.page('ada', '/traffic');
  await late.locator('tbody tr[aria-rowindex]').first().waitFor();
  await gateway.end('SIGTERM');
  await late.getByRole('checkbox', { name: 'Blocked' }).first().check();
  await late.getByRole('alert').getByText('The gateway does not answer').waitFor(patient);

  await list.getByRole('status').filter({ hasText: 'The gateway does not answer. Check' }).waitFor(patient);
  expect(await list.locator(`tr[data-key="${known}"]`).count()).toBe(1);
  await dialog.getByRole('button', { name: 'Add group' }).click();
  await dialog.getByRole('alert').getByText('The gateway does not answer').waitFor(patient);
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Night shift');

  gateway = await startAgain();
  await list
    .getByRole('status')
    .filter({ hasText: 'The gateway does not answer. Check' })
    .waitFor({ state: 'hidden', ...patient });
  await late.getByRole('row', { name: /Blocked/ }).waitFor(patient);
  const { requestId } = await chat(gateway.origin, says('After the restart'), keys.claw);
  await list.locator(`tr[data-key="${requestId}"]`).waitFor(patient);
  await dialog.getByRole('button', { name: 'Add group' }).click();
  await dialog.waitFor({ state: 'hidden', ...patient });
  await typing.getByRole('complementary', { name: /Night shift/ }).waitFor();
});
