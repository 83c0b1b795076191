import { Agent, request } from 'undici';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type DatabaseRelay, relayTo } from '../support/database-relay.ts';
import { cleanUpGateways, type GatewayProcess, startGateway } from '../support/gateway.ts';
import { startLoad } from '../support/load.ts';
import { settledRecord } from '../support/record.ts';
import { until } from '../support/until.ts';

/** Whoever has no key can neither hold up a governed call, nor fill the record or the journal. */

const strangers = 10_000;
const atOnce = 64;
/** Records a minute for one address, and for one prefix of a key. */
const recordsPerMinute = 10;
/** What they may take of the journal at any time. */
const strangerBytesMax = 256 * 1024;

/** Who knocks: many addresses with keys of their own, one address that goes on and on, one prefix from many addresses. */
function stranger(number: number): { address: string; key: string | null } {
  if (number % 20 === 0) return { address: '198.51.100.1', key: null };
  const address = `203.0.${Math.floor(number / 8) % 250}.${Math.floor(number / 2000) + 1}`;
  return { address, key: number % 2 === 0 ? `tg_same${number}` : `k${number.toString().padStart(6, '0')}_and_more` };
}

let database: TestDatabase;
let relay: DatabaseRelay;
let standIn: StandIn;
let gateway: GatewayProcess;

beforeEach(async () => {
  database = await createTestDatabase();
  relay = await relayTo(database.url);
  standIn = await startStandIn();
  gateway = await startGateway({
    databaseUrl: relay.url,
    config: companyConfig({ outside: standIn.url }),
    env: { ...companyEnvironment, TOLLGATE_TRUSTED_PROXIES: '127.0.0.0/8' },
  });
});
afterEach(async () => {
  await standIn.close();
  await relay.cut();
  await database.drop();
});
afterAll(cleanUpGateways);

async function knock(): Promise<void> {
  const agent = new Agent({ connections: atOnce });
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < strangers) {
      const { address, key } = stranger(next++);
      const answer = await request(`${gateway.origin}/v1/chat/completions`, {
        method: 'POST',
        dispatcher: agent,
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': address,
          ...(key !== null && { authorization: `Bearer ${key}` }),
        },
        body: '{"model":"gpt-test","messages":[{"role":"user","content":"let me in"}]}',
      });
      const body = (await answer.body.json()) as { error: Record<string, unknown> };
      expect(answer.statusCode).toBe(401);
      expect(Object.keys(body.error)).toEqual(['message', 'type', 'param', 'code']);
      expect(body.error['code']).toBe('invalid_api_key');
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  await agent.close();
}

async function journalBytes(): Promise<number> {
  const metrics = await (await fetch(`${gateway.adminOrigin}/metrics`)).text();
  return Number(/^tollgate_journal_bytes(?:\{[^}]*\})? (\S+)$/m.exec(metrics)?.[1]);
}

describe.each([false, true])('with the database away: %s', (isAway) => {
  it('10,000 strangers hold up no governed call, and leave a bounded record in which every one is counted', async () => {
    const load = startLoad({ origin: () => gateway.origin, callers: 4 });
    await until(() => load.answered.size > 20);
    if (isAway) await relay.cut();
    const startedAt = Date.now();
    const [bytesBefore, answeredBefore] = [await journalBytes(), load.answered.size];
    await knock();
    const minutes = Math.floor((Date.now() - startedAt) / 60_000) + 1;
    const answered = load.answered.size - answeredBefore;
    await load.stop();
    const grown = (await journalBytes()) - bytesBefore;
    if (isAway) await relay.mend();

    expect([...load.statuses.keys()]).toEqual([200]);
    expect(answered).toBeGreaterThan(100);
    await settledRecord(database.pool, load.answered);
    expect(await gateway.end('SIGTERM')).toBe(0);

    const denied = `FROM invocations WHERE status = 'denied'`;
    const most = await database.pool.query<{ address: number; prefix: number }>(
      `SELECT (SELECT max(n)::int FROM (SELECT count(*) AS n ${denied} GROUP BY client_address) a) AS address,
         (SELECT max(n)::int FROM (SELECT count(*) AS n ${denied} AND key_prefix IS NOT NULL GROUP BY key_prefix) p) AS prefix`,
    );
    expect(most.rows[0]?.address).toBeLessThanOrEqual(recordsPerMinute * minutes);
    expect(most.rows[0]?.prefix).toBeLessThanOrEqual(recordsPerMinute * minutes);
    const { rows } = await database.pool.query<{ recorded: number; counted: number; codes: string[] }>(
      `SELECT (SELECT count(*)::int ${denied}) AS recorded, (SELECT coalesce(sum(count), 0)::int FROM denials) AS counted,
         (SELECT array_agg(DISTINCT error_code) ${denied}) AS codes`,
    );
    const [row] = rows;
    expect(row?.codes).toEqual(['invalid_api_key']);
    expect(row?.recorded).toBeGreaterThan(0);
    expect((row?.recorded ?? 0) + (row?.counted ?? 0)).toBe(strangers);
    expect(
      (
        await database.pool.query(
          `SELECT FROM payload_contents JOIN invocations USING (request_id) WHERE status = 'denied'`,
        )
      ).rowCount,
    ).toBe(0);
    if (isAway) {
      // Nothing leaves the journal meanwhile: what strangers have in it stays within its small space.
      expect(row?.recorded).toBeLessThan(strangerBytesMax / 512);
      expect(grown).toBeLessThan(answered * 8192 + 4 * strangerBytesMax);
    }
    expect(gateway.output()).not.toMatch(/"level":(50|60)/);
    console.info(
      `${row?.recorded} recorded, ${row?.counted} counted, ${answered} governed calls meanwhile, journal grew by ${grown} bytes`,
    );
  });
});
