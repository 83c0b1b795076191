import { hash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvLine } from '../../src/platform/csv-line.ts';
import { readCheckpointFile } from '../../src/audit/integrity/checkpoint-file.ts';
import { UnreadableExport } from '../../src/audit/integrity/verify/export-file.ts';
import { exportSource } from '../../src/audit/integrity/verify/export-source.ts';
import type { Report } from '../../src/audit/integrity/verify/report.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment, keys } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, startGateway } from '../support/gateway.ts';

/** An export is verified offline, with the public key alone: no database, no master key. */

type Line = Record<string, unknown> & { type: string };
let database: TestDatabase;
let standIn: StandIn;
let folder: string;
let gateway: GatewayProcess;
let lines: Line[];
let publicKey: string;
let checkpoints: string;

const start = () =>
  startGateway({ databaseUrl: database.url, config: companyConfig({ outside: standIn.url }), env: companyEnvironment });

beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await startStandIn();
  folder = await mkdtemp(path.join(tmpdir(), 'tollgate-export-'));
  for (const round of [1, 2]) {
    gateway = await start();
    for (const stream of [false, true]) {
      const answer = await chat(gateway.origin, says(`hello ${round}`, { stream }));
      await gateway.settled(answer.requestId);
    }
    if (round === 1) await gateway.end('SIGTERM');
  }
  const exported = await gateway.api('/audit/export');
  expect(exported.status).toBe(200);
  lines = parse(await exported.text());
  const listed = await gateway.api('/audit/checkpoints');
  checkpoints = await listed.text();
  publicKey = (JSON.parse(checkpoints) as { public_key: string }).public_key;
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

function parse(text: string): Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one) as Line);
}

let count = 0;
async function fileOf(changed: readonly Line[]): Promise<string> {
  const file = path.join(folder, `${++count}.jsonl`);
  await writeFile(file, changed.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}

/** With the digest that fits, as somebody would write it who has not the key that signs. */
function resealed(changed: readonly Line[]): readonly Line[] {
  const end = changed.at(-1)!;
  const before = changed.slice(0, -1).map((line) => `${JSON.stringify(line)}\n`);
  const sha256 = hash('sha256', before.join(''));
  return [...changed.slice(0, -1), { ...end, body: JSON.stringify({ ...JSON.parse(String(end['body'])), sha256 }) }];
}

async function verifyLines(changed: readonly Line[], heldElsewhere = false): Promise<Report> {
  const held = path.join(folder, 'checkpoints.json');
  await writeFile(held, checkpoints);
  const given = heldElsewhere ? await readCheckpointFile(held) : [];
  return verifyRecord(exportSource(await fileOf(changed)), { publicKey, checkpoints: given });
}

const messages = (report: Report): string => report.findings.map(({ message }) => message).join('\n');

test('an untouched export holds', async () => {
  const report = await verifyLines(lines);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ chains: 2, calls: 4, unopened: 0 });
  expect(report.contents).toBe(8);
  expect(report.checkpoints).toBeGreaterThanOrEqual(1);
});

const isType =
  (type: string) =>
  (line: Line): boolean =>
    line.type === type;
const without = (index: number): Line[] => lines.filter((_, at) => at !== index);
const changed = (type: string, change: (line: Line) => Line): Line[] => {
  const index = lines.findIndex(isType(type));
  return lines.with(index, change(structuredClone(lines[index]!)));
};
const flipped = (text: unknown): string => {
  const bytes = Buffer.from(String(text), 'base64');
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  return bytes.toString('base64');
};

test.each<[string, () => Line[], RegExp]>([
  [
    'one changed byte of a payload',
    () => changed('content', (line) => ({ ...line, parts: flipped(line['parts']) })),
    /content was altered/,
  ],
  [
    'a changed cost',
    () => changed('invocation', (line) => ({ ...line, cost: { ...(line['cost'] as object), amount: '0' } })),
    /call was altered/,
  ],
  ['a deleted record', () => without(lines.findIndex(isType('invocation'))), /call is missing/],
  ['a deleted content', () => without(lines.findIndex(isType('content'))), /content is missing/],
  ['a deleted block', () => without(lines.findIndex(isType('block'))), /missing/],
  [
    'an inserted record',
    () => [...lines.slice(0, -1), { ...lines.find(isType('invocation'))!, request_id: 'req_made_up' }, lines.at(-1)!],
    /without its events/,
  ],
  [
    'a swapped pair of events',
    () =>
      changed('block', (line) => {
        const [first, second, ...rest] = line['entries'] as object[];
        return { ...line, entries: [second, first, ...rest] };
      }),
    /not the one that belongs here/,
  ],
  [
    'a swapped pair of records',
    () => {
      const [one, two] = lines.filter(isType('invocation'));
      return lines.map((line): Line =>
        line === one
          ? { ...one, request_id: two!['request_id'] }
          : line === two
            ? { ...two, request_id: one!['request_id'] }
            : line,
      );
    },
    /call was altered/,
  ],
  [
    'a call that was hidden behind the hashes of its events',
    () => {
      const { request_id } = lines.find(isType('invocation'))!;
      const isOfCall = (event: string): boolean => Buffer.from(event, 'base64').includes(String(request_id));
      return lines
        .filter((line) => line['request_id'] !== request_id)
        .map((line) => {
          if (line.type !== 'block') return line;
          const entries = (line['entries'] as { event: string }[]).map(({ event }) =>
            isOfCall(event) ? { leaf: hash('sha256', Buffer.from(event, 'base64'), 'base64') } : { event },
          );
          return { ...line, entries };
        });
    },
    /an event is hidden/,
  ],
  ['a call that is there twice', () => [...lines.slice(0, 2), ...lines.slice(1)], /there twice/],
  [
    'an event that was written anew',
    () =>
      changed('block', (line) => {
        const [first, ...rest] = line['entries'] as { event: string }[];
        return { ...line, entries: [{ event: flipped(first!.event) }, ...rest] };
      }),
    /./,
  ],
])('%s is found', async (_, alter, expected) => {
  const altered = alter();
  // Whoever alters it can compute its digest anew, but cannot sign it …
  expect(messages(await verifyLines(resealed(altered)))).toMatch(/not signed by the key/);
  expect(messages(await verifyLines(altered))).toMatch(/not the one that its last line was written for/);
  // … and the alteration shows without the signature.
  const file = await fileOf(resealed(altered));
  const report = await verifyRecord(exportSource(file), { publicKey: null, checkpoints: [] });
  expect(report.isSigned).toBe(false);
  expect(messages(report)).not.toMatch(/last line/);
  expect(messages(report)).toMatch(expected);
});

test('an export whose signature was taken away is found', async () => {
  expect(messages(await verifyLines(lines.with(-1, { ...lines.at(-1)!, signature: null })))).toMatch(/not signed/);
});

test('a truncated tail and a removed journal are found with a checkpoint that was held elsewhere', async () => {
  const journals = [...new Set(lines.filter(isType('block')).map((line) => line['journal_id']))];
  const firstJournal = lines.filter((line) => isType('block')(line) && line['journal_id'] === journals[0]);
  const last = lines.indexOf(firstJournal.at(-1)!);
  const cut = lines.filter((line, index) => index !== last && line.type !== 'checkpoint');
  expect(messages(await verifyLines(cut, true))).toMatch(/cut off|missing/);
  const removed = lines.filter((line) => line['journal_id'] !== journals[0] && line.type !== 'checkpoint');
  expect(messages(await verifyLines(removed))).toMatch(/whole chain is missing/);
});

test('an export that was not written to its end is refused', async () => {
  await expect(verifyLines(lines.slice(0, -1))).rejects.toThrow(UnreadableExport);
});

test('an export of one user holds too, shows the contents of that user alone, and leaves for the rest', async () => {
  const { rows } = await database.pool.query<{ id: string }>('select distinct user_id as id from invocations');
  const exported = await gateway.api(`/audit/export?user=${rows[0]?.id ?? ''}&status=completed`);
  const some = parse(await exported.text());
  expect((await verifyLines(some)).findings).toEqual([]);
  const none = parse(await (await gateway.api('/audit/export?model=nothing')).text());
  expect(none.filter(isType('content'))).toEqual([]);
  expect(none.filter(isType('invocation'))).toEqual([]);
  expect((await verifyLines(none)).findings).toEqual([]);
});

test('the command verifies an export offline and exits with 0 only when all holds', async () => {
  const run = promisify(execFile);
  const key = path.join(folder, 'public.pem');
  await writeFile(key, publicKey);
  const cli = path.resolve('server/src/cli.ts');
  const env = { PATH: process.env['PATH'] };
  const args = (file: string): string[] => [cli, 'audit', 'verify', '--export', file, '--public-key', key];
  const good = await run(process.execPath, args(await fileOf(lines)), { env });
  expect(good.stdout).toContain('All holds.');
  const bad = await fileOf(without(lines.findIndex(isType('invocation'))));
  await expect(run(process.execPath, args(bad), { env })).rejects.toMatchObject({ code: 1 });
});

test('CSV has one line for each call, stable columns, and nothing that a spreadsheet would compute', async () => {
  const text = await (await gateway.api('/audit/export?format=csv')).text();
  const [head, ...rows] = text.trimEnd().split('\r\n');
  expect(head).toMatch(/^request_id,at,trace_id,session_id,.*,settled_by_sequence$/);
  expect(rows.length).toBeGreaterThanOrEqual(4);
  expect(csvLine(['=1+1', '+a', '-2', '-x', '@a', '\ta', 'a,"b"\n', null, 5, true])).toBe(
    `'=1+1,'+a,-2,'-x,'@a,'\ta,"a,""b""\n",,5,true\r\n`,
  );
});

test('who exported what is in the access log', async () => {
  const { rows } = await database.pool.query<{ detail: unknown }>(
    `select detail from access_log where action = 'record.export' order by at limit 1`,
  );
  expect(rows[0]?.detail).toEqual({ format: 'jsonl' });
  expect(await readFile(await fileOf(lines), 'utf8')).not.toContain(keys.bot);
});
