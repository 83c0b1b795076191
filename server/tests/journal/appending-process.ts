import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { openJournal } from '../../src/audit/journal/open-journal.ts';
import { sample } from './sample-events.ts';

/** Appends from several lanes for ever and prints the number of each event when it is acknowledged. */
const [root = '', lanes = '8'] = process.argv.slice(2);
const journal = await openJournal({
  root,
  bytesMax: 2 ** 30,
  segmentBytes: 256 * 1024,
  log: pino({ level: 'silent' }),
});
writeSync(1, `${journal.id}\n`);
let next = 0;

async function lane(): Promise<void> {
  for (;;) {
    const number = ++next;
    const bytes = number % 50 === 0 ? 300_000 : (number * 997) % 5000;
    const room = journal.reserve(bytes + 200);
    if (room === null) {
      next--;
      await new Promise((resolve) => setImmediate(resolve));
      continue;
    }
    await journal.append([sample(number, bytes)], room);
    room.release();
    writeSync(1, `${number}\n`);
  }
}

await Promise.all(Array.from({ length: Number(lanes) }, lane));
