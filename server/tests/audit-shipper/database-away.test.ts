import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openJournal } from '../../src/audit/journal/open-journal.ts';
import { startShipper } from '../../src/audit/shipper/start-shipper.ts';
import { createTestDatabase } from '../support/database.ts';
import { open, openHead, part, requestId, settle, settleHead } from './events.ts';
import { noReports, silent, until } from './ship.ts';
import { masterKeys } from '../support/vault.ts';

/** The way to the database, which can be cut in the middle of whatever is on it. */
class Way {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  port = 0;

  constructor(url: string) {
    this.#target = new URL(url);
  }

  async open(): Promise<void> {
    const server = createServer((near) => {
      const far = createConnection(Number(this.#target.port), this.#target.hostname);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          near.destroy();
          far.destroy();
          this.#sockets.delete(socket);
        });
      }
      near.pipe(far).pipe(near);
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address === 'object' && address) this.port = address.port;
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  get url(): string {
    const url = new URL(this.#target);
    url.port = String(this.port);
    return url.href;
  }
}

test('however often the database goes away in the middle, every call is in the record once', async () => {
  const database = await createTestDatabase();
  const root = await mkdtemp(join(tmpdir(), 'tollgate-away-'));
  const way = new Way(database.url);
  await way.open();
  const journal = await openJournal({ root, bytesMax: 64 * 1024 * 1024, log: silent });
  const shipper = startShipper({ databaseUrl: way.url, masterKeys, journal, reports: noReports, log: silent });
  onTestFinished(async () => {
    await journal.close();
    await shipper.stop();
    await way.cut();
    await database.drop();
    await rm(root, { recursive: true, force: true });
  });

  const ids: string[] = [];
  const call = async (): Promise<void> => {
    const id = requestId();
    ids.push(id);
    await journal.append([open(openHead(id), part('request_received', Buffer.alloc(20_000, 'x')))]);
    await journal.append([settle(settleHead(id), part('response_received', 'yes'))]);
  };
  const count = async (): Promise<number> => {
    const result = await database.pool.query<{ calls: number }>('select count(*)::int as calls from invocations');
    return result.rows[0]?.calls ?? 0;
  };
  for (let round = 0; round < 5; round += 1) {
    const before = await count();
    await Promise.all(Array.from({ length: 40 }, call));
    await until(async () => (await count()) > before);
    await way.cut();
    await Promise.all(Array.from({ length: 40 }, call));
    expect(shipper.backlog().events).toBeGreaterThan(0);
    await way.open();
  }

  await until(() => shipper.backlog().events === 0, 40_000);
  const result = await database.pool.query<{ calls: number; completed: number; parts: number; entries: number }>(
    `select count(*)::int as calls, count(*) filter (where status = 'completed')::int as completed,
       (select count(*)::int from payload_contents) as parts, (select count(*)::int from ledger) as entries from invocations`,
  );
  expect(result.rows).toEqual([{ calls: 400, completed: 400, parts: 800, entries: 400 }]);
  expect((await database.pool.query('select from corrections union all select from rejected_events')).rowCount).toBe(0);
});
