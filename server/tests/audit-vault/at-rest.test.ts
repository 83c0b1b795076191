import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbedded } from '../../src/database/embedded.ts';
import { createPool } from '../../src/database/pool.ts';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import {
  cleanUpGateways,
  type GatewayProcess,
  masterKeyText,
  newFolder,
  recordMode,
  startGateway,
} from '../support/gateway.ts';
import { until } from '../support/until.ts';

/** What lies on the disk of a gateway: nothing of what was said, and nothing that the old master key opens. */

let standIn: StandIn;
let dataDir: string;
beforeAll(async () => {
  standIn = await startStandIn();
  dataDir = await newFolder();
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
});

const start = (env: Record<string, string> = {}): Promise<GatewayProcess> =>
  startGateway({
    databaseUrl: null,
    config: companyConfig({ outside: standIn.url, models: ['stand-in-echo', 'stand-in-tools'] }),
    dataDir,
    env: { ...companyEnvironment, TOLLGATE_LOG_LEVEL: 'debug', ...env },
  });

const secret = 'Zanzibar-Marmelade-7731-é';

/** The ways in which the secret could lie somewhere. */
const forms = (text: string): Buffer[] =>
  [
    text,
    JSON.stringify(text).slice(1, -1),
    text.replace('é', '\\u00e9'),
    Buffer.from(text).toString('hex'),
    ...[0, 1, 2].map((shift) =>
      Buffer.from(' '.repeat(shift) + text)
        .toString('base64')
        .slice(4, -4),
    ),
    encodeURIComponent(text),
    text.slice(0, 18),
  ].map((form) => Buffer.from(form));

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

let requestId = '';

test('neither the tables nor any file of the data folder holds what was said, in no form', async () => {
  const gateway = await start();
  const call = {
    id: 'call_a1',
    type: 'function',
    function: { name: 'look', arguments: JSON.stringify({ for: secret }) },
  };
  const history = [
    { role: 'user', content: 'go' },
    { role: 'assistant', content: null, tool_calls: [call] },
    { role: 'tool', tool_call_id: 'call_a1', content: secret },
  ];
  for (const stream of [false, true]) {
    const first = await chat(gateway.origin, says(`Say ${secret}`, { model: 'stand-in-echo', stream }));
    expect(first.text).toContain('Zanzibar');
    requestId = first.requestId;
    await gateway.settled(first.requestId);
    const second = await chat(gateway.origin, { model: 'gpt-test', stream, messages: history });
    await gateway.settled(second.requestId);
  }
  // An answer that asks for a tool by the secret, as JSON and as a stream.
  const parameters = { type: 'object', properties: { for: { const: secret } } };
  for (const stream of [false, true]) {
    const asked = await chat(gateway.origin, {
      ...says('look it up', { model: 'stand-in-tools', stream }),
      tools: [{ type: 'function', function: { name: 'look', parameters } }],
    });
    expect(asked.text).toContain('Zanz');
    await gateway.settled(asked.requestId);
  }
  // What is not JSON, and what is refused: the reason must not quote it.
  for (const body of [secret, `{"model":"gpt-test","messages":["${secret}`, `{"${secret}":1}`, `["${secret}"]`]) {
    const refused = await chat(gateway.origin, body);
    expect(refused.status).toBe(400);
    await gateway.settled(refused.requestId);
  }
  const searched = await gateway.api(`/invocations?text=${encodeURIComponent(secret)}`);
  expect(((await searched.json()) as { items: unknown[] }).items.length).toBeGreaterThan(0);
  const accesses = await until(async () => {
    const text = await (await gateway.api('/access-log?action=record.search')).text();
    return text.includes(secret) ? text : null;
  });
  expect(accesses).toContain('"query"');
  expect((await gateway.api(`/invocations/${requestId}/payloads/request-received`)).status).toBe(200);

  const database = await startEmbedded({ dataDir, log: pino({ level: 'silent' }) });
  const pool = createPool(database.url, { max: 1, applicationName: 'dump' });
  const { rows: tables } = await pool.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  const found: string[] = [];
  const look = (where: string, bytes: Buffer): void => {
    for (const form of forms(secret)) if (bytes.includes(form)) found.push(`${where}: ${form.toString()}`);
  };
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`select one::text as row from ${name} one`);
    look(name, Buffer.from(rows.map(({ row }) => row).join('\n')));
  }
  await pool.query('checkpoint');
  let isInJournal = false;
  for (const file of await filesBelow(dataDir)) {
    const bytes = await readFile(file);
    look(path.relative(dataDir, file), bytes);
    isInJournal ||= file.includes('jrn_') && bytes.includes(requestId);
  }
  look('the log', Buffer.from(gateway.output()));
  // What was said is still in the journal: it was looked at while there was something to find.
  expect(isInJournal).toBe(recordMode === 'journal');
  await pool.end();
  await database.stop();
  expect(found).toEqual([]);
  // The same look does find what is there in the clear.
  look('a text', Buffer.from(`… ${secret} …`));
  expect(found.length).toBeGreaterThan(0);
  await gateway.end('SIGTERM');
});

test('after the master key was rotated, what was recorded before is readable, and the old key alone opens nothing', async () => {
  const cli = path.resolve('server/src/cli.ts');
  const newKey = 'a7'.repeat(32);
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], TOLLGATE_DATA_DIR: dataDir };
  const rotated = await promisify(execFile)(process.execPath, [cli, 'key', 'rotate-master'], {
    env: { ...env, TOLLGATE_MASTER_KEY: newKey, TOLLGATE_MASTER_KEY_PREVIOUS: masterKeyText },
  });
  expect(rotated.stdout).toMatch(/^\d+ keys are wrapped/);
  expect(rotated.stdout + rotated.stderr).not.toContain(newKey);
  await expect(start()).rejects.toThrow('TOLLGATE_MASTER_KEY');
  const gateway = await start({ TOLLGATE_MASTER_KEY: newKey });
  const payload = await gateway.api(`/invocations/${requestId}/payloads/request-received`);
  expect(await payload.text()).toContain(secret);
  await gateway.end('SIGTERM');
});
