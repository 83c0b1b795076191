import { readFileSync } from 'node:fs';

/**
 * For `--import`: the wall clock of this process, in each of its threads, is off by as many milliseconds as the file
 * `TEST_CLOCK_FILE` says, and jumps when that changes. The clock of `performance` goes on as it does on a real machine.
 */
const file = process.env['TEST_CLOCK_FILE'] ?? '';
const RealDate = Date;
let offsetMs = 0;

function look(): void {
  const text = readFileSync(file, 'utf8').trim();
  if (text !== '') offsetMs = Number(text);
}
look();
setInterval(look, 10).unref();

globalThis.Date = new Proxy(RealDate, {
  construct: (target, values: [], newTarget) =>
    Reflect.construct(target, values.length === 0 ? [RealDate.now() + offsetMs] : values, newTarget) as Date,
  apply: () => new Date().toString(),
  get: (target, name, receiver) =>
    name === 'now' ? () => RealDate.now() + offsetMs : (Reflect.get(target, name, receiver) as unknown),
});
