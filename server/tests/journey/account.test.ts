import { expect, it } from 'vitest';
import { Account } from '../../src/journey/limits/account.ts';
import { grant } from '../../src/journey/limits/grant.ts';
import type { Granted, LeaseStore } from '../../src/journey/limits/lease-store.ts';

const counter = { budgetId: 'b', subject: '', periodFrom: '2026-11-01T00:00:00.000Z', measure: 'requests' } as const;

/** A database whose answers come when the test says so. */
function storeOf(): { store: LeaseStore; answer(): Promise<void>; fail(): Promise<void>; asked(): number } {
  const waiting: { run(): void; fail(): void }[] = [];
  const others = { used: 0n, reserved: 0n, isIdle: false };
  const store: LeaseStore = {
    ask: (_, asking) =>
      new Promise<Granted>((resolve, reject) => {
        waiting.push({
          run: () => {
            const given = grant({ ...asking, ahead: 0n }, { taken: 0n, replicas: 1, isRecalled: false });
            resolve({ granted: asking.granted + given, before: 0n, others });
          },
          fail: () => reject(new Error('away')),
        });
      }),
  };
  const settle = async (): Promise<void> => void (await new Promise((resolve) => setImmediate(resolve)));
  return {
    store,
    answer: async () => (waiting.shift()?.run(), settle()),
    fail: async () => (waiting.shift()?.fail(), settle()),
    asked: () => waiting.length,
  };
}

it('who comes while a question is on its way is asked for with the next one, not refused by this one', async () => {
  const { store, answer, asked } = storeOf();
  const account = new Account(counter, 0, 2n, store);
  const first = account.ask(1n);
  const second = account.ask(1n);
  await answer();
  expect(await first).toBeNull();
  expect(asked()).toBe(1);
  await answer();
  expect(await second).toBeNull();
  const third = account.ask(1n);
  await answer();
  expect(await third).toEqual({ kind: 'spent', used: 2n });
});

it('a new limit holds for the very call that brings it', async () => {
  const { store, answer } = storeOf();
  const account = new Account(counter, 0, 1n, store);
  const first = account.ask(1n);
  await answer();
  expect(await first).toBeNull();
  account.limit = 2n;
  expect(account.take(1n)).toBe(false);
  const second = account.ask(1n);
  await answer();
  await answer();
  expect(await second).toBeNull();
});

it('what is leased is spent while the database is away, and then nobody is let through', async () => {
  const { store, answer, fail } = storeOf();
  const account = new Account(counter, 0, 10n, store);
  const first = account.ask(3n);
  await answer();
  expect(await first).toBeNull();
  account.settle(3n, 1n);
  expect([account.take(1n), account.take(1n), account.take(1n)]).toEqual([true, true, false]);
  const refused = account.ask(1n);
  await fail();
  expect(await refused).toMatchObject({ kind: 'away' });
});
