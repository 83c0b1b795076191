import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccessLog } from '../../src/administration/access-log.ts';
import type { Actor } from '../../src/administration/actor.ts';
import {
  createVerifications,
  type RunningVerification,
  type Verifications,
} from '../../src/administration/verifications/verifications.ts';
import { ReportBuilder } from '../../src/audit/integrity/verify/report.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const actor: Actor = { kind: 'bootstrap_token' };
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

interface Controlled {
  readonly verifications: Verifications;
  readonly end: (how: 'holds' | 'broken' | 'fails') => void;
  readonly accesses: string[];
  isStopped: boolean;
}

/** Verifications whose run goes on until the test ends it. */
function controlled(): Controlled {
  const { promise, resolve, reject } = Promise.withResolvers<ReturnType<ReportBuilder['build']>>();
  promise.catch(() => undefined);
  const accesses: string[] = [];
  const accessLog: AccessLog = { record: async ({ action }) => void accesses.push(action) };
  const run = (): RunningVerification => ({
    eventsRead: 7,
    report: promise,
    async stop() {
      made.isStopped = true;
      reject(new Error('the verification was stopped'));
    },
  });
  const made: Controlled = {
    verifications: createVerifications({
      pool: database.pool,
      accessLog,
      log: pino({ level: 'silent' }),
      run,
      everyMs: 10,
    }),
    end(how) {
      if (how === 'fails') return reject(new Error('the disk is full'));
      const report = new ReportBuilder(true);
      if (how === 'broken') report.found('the hash is another one', { journalId: 'jrn_1', sequence: 12n });
      return resolve(report.build());
    },
    accesses,
    isStopped: false,
  };
  return made;
}

const ended = (verifications: Verifications, id: string) =>
  until(async () => {
    const row = await verifications.read(id);
    return row.state === 'running' ? null : row;
  });

test('a run tells how far it is, who asked, and what it found; another one waits until it is over', async () => {
  const { verifications, end, accesses } = controlled();
  const { id } = await verifications.start(actor);
  expect(accesses).toEqual(['record.verify']);
  await until(async () => (await verifications.read(id)).events_read === 7 || null);
  await expect(controlled().verifications.start(actor)).rejects.toThrow('running already');
  end('broken');
  const row = await ended(verifications, id);
  expect(row).toMatchObject({
    state: 'done',
    report: {
      is_signed: true,
      findings: [{ journal_id: 'jrn_1', sequence: '12', message: 'the hash is another one' }],
    },
  });
  expect((await verifications.last())?.id).toBe(id);
});

test('one that is cancelled stops, and what failed says why; neither counts as a verification', async () => {
  const before = (await controlled().verifications.last())?.id;
  const cancelled = controlled();
  const { id } = await cancelled.verifications.start(actor);
  await cancelled.verifications.cancel(id);
  expect(await ended(cancelled.verifications, id)).toMatchObject({ state: 'cancelled', report: null, reason: null });
  expect(cancelled.isStopped).toBe(true);
  await expect(cancelled.verifications.cancel(id)).rejects.toThrow('has ended');

  const failing = controlled();
  const { id: other } = await failing.verifications.start(actor);
  failing.end('fails');
  expect(await ended(failing.verifications, other)).toMatchObject({ state: 'failed', reason: 'the disk is full' });
  expect((await failing.verifications.last())?.id).toBe(before);
});

test('one whose process ends is interrupted, and stops with it; a process that died holds nobody up', async () => {
  const ending = controlled();
  const { id } = await ending.verifications.start(actor);
  await ending.verifications.stop();
  expect(await ending.verifications.read(id)).toMatchObject({ state: 'interrupted' });
  const dead = controlled();
  const { id: silent } = await dead.verifications.start(actor);
  await database.pool.query(`update verifications set lease_until = now() - interval '1 s' where id = $1`, [silent]);
  const next = controlled();
  const { id: last } = await next.verifications.start(actor);
  expect(await next.verifications.read(silent)).toMatchObject({ state: 'interrupted' });
  next.end('holds');
  expect(await ended(next.verifications, last)).toMatchObject({ state: 'done', report: { findings: [] } });
  await dead.verifications.stop();
});
