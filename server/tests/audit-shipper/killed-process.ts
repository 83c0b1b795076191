import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { openJournal } from '../../src/audit/journal/open-journal.ts';
import { createReader } from '../../src/audit/journal/reader.ts';
import { PostgresSink } from '../../src/audit/shipper/postgres-sink.ts';
import { projections } from '../../src/audit/shipper/projections/index.ts';
import { Shipper } from '../../src/audit/shipper/shipper.ts';
import { createPool } from '../../src/database/pool.ts';
import { captured, open, openHead, part, requestId, settle, settleHead } from './events.ts';
import type { KillPoint } from './kill-points.ts';

/**
 * Appends calls and ships them until it comes to `point` for the third time; there it kills itself. Prints what was
 * acknowledged: `open <id>`, `settle <id>`.
 */
const [root = '', databaseUrl = '', moment, place = ''] = process.argv.slice(2);
const point = { moment: moment as KillPoint['moment'], place };
const log = pino({ level: 'silent' });
const journal = await openJournal({ root, bytesMax: 64 * 1024 * 1024, log });
writeSync(1, `journal ${journal.id}\n`);

let visits = 0;
function visit(moment_: KillPoint['moment'], at: string): void {
  if (point.moment !== moment_ || !at.startsWith(point.place)) return;
  visits += 1;
  if (visits === 3) process.kill(process.pid, 'SIGKILL');
}

const pool = createPool(databaseUrl, { max: 2, applicationName: 'tollgate killed' });
pool.on('connect', (client) => {
  const query = client.query.bind(client) as (text: string, ...more: unknown[]) => Promise<unknown>;
  Object.assign(client, {
    query(text: string, ...more: unknown[]) {
      if (typeof more.at(-1) === 'function') return query(text, ...more);
      visit('before', text);
      const answer = query(text, ...more);
      setImmediate(() => visit('during', text));
      return answer.then((result) => {
        visit('after', text);
        return result;
      });
    },
  });
});

const shipper = new Shipper({
  journalId: journal.id,
  host: 'here',
  sink: new PostgresSink({ pool, projections, onRejected: () => undefined, onBreak: () => undefined }),
  log,
  gatherMs: 0,
  quietMs: 0,
  openSource({ sequence, held }) {
    const source = createReader({
      directory: journal.directory,
      after: { lastSequence: sequence, held },
      follow: journal.follow,
      log,
    });
    const release = source.release.bind(source);
    source.release = (upto) => {
      visit('before', 'release');
      release(upto);
      visit('after', 'release');
    };
    return source;
  },
});

async function lane(): Promise<never> {
  for (;;) {
    const id = requestId();
    await journal.append([open(openHead(id), part('request_received', id))]);
    writeSync(1, `open ${id}\n`);
    visit('after', 'append');
    await journal.append([captured({ request_id: id }, part('response_received', 'half '))]);
    await journal.append([settle(settleHead(id, { tool_calls: [id] }), part('response_received', 'whole'))]);
    writeSync(1, `settle ${id}\n`);
  }
}

await Promise.all([shipper.run(), ...Array.from({ length: 4 }, lane)]);
