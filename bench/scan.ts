import { hash, randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import { compileRules } from '../server/src/risk/compile.ts';
import { loadBuiltInRules } from '../server/src/risk/packs.ts';
import { type Row, table } from './table.ts';

/**
 * How fast text is scanned with all built-in rules, in MB (UTF-16 code units) per second of CPU time: messages of 10 KB,
 * each one new; and a history that was seen before, against nothing but the hashing of it.
 *   npm run bench -- scan [seconds per kind]
 */
const messageLength = 10_240;
const secondsPerKind = Number(process.argv[3] ?? 1);
const builtIn = loadBuiltInRules();

const sentences = [
  'The retry policy doubles the delay after each failure and stops after five attempts. ',
  'Please look at the report before the meeting, and tell me which of the figures seem wrong to you. ',
  'I moved the parser into its own module, so that the tests no longer need a running server. ',
  'When the connection drops, the worker picks up where it left off and writes a line to the log. ',
  '会议改到周四下午三点，请提前把材料发给大家，谢谢。',
];
const codeLines = [
  'export async function loadUser(id: string, options: LoadOptions = {}): Promise<User | null> {\n',
  '  const response = await fetch(`${baseUrl}/users/${id}`, { headers: { accept: "application/json" } });\n',
  '  if (!response.ok) throw new HttpError(response.status, await response.text());\n',
  '  const token = request.headers.get("authorization")?.slice(7) ?? null; // may be missing\n',
  '  for (let index = 0; index < items.length; index += 1) total += items[index].price * items[index].count;\n',
  '}\n\n',
];

const sentence = (seed: number): string => pick(sentences, seed);
const record = (seed: number): string =>
  JSON.stringify({
    id: 1_764_012_345_678 + seed,
    name: `item ${seed}`,
    tags: ['new', 'sale'],
    price: 12.5,
    createdAt: '2031-03-04T05:06:07.890Z',
    ok: true,
  });

const kinds: Record<string, { readonly goal: number; readonly piece: (seed: number) => string }> = {
  prose: { goal: 50, piece: sentence },
  code: { goal: 50, piece: (seed) => pick(codeLines, seed) },
  json: { goal: 50, piece: record },
  'json inside of json': { goal: 0, piece: (seed) => JSON.stringify(JSON.stringify({ output: record(seed) })) },
  'percent-encoded': { goal: 0, piece: (seed) => encodeURIComponent(sentence(seed)) },
  base64: { goal: 20, piece: () => randomBytes(300).toString('base64') },
  'base64 of prose': { goal: 20, piece: (seed) => `${Buffer.from(sentence(seed).repeat(3)).toString('base64')} ` },
  hex: { goal: 20, piece: () => randomBytes(300).toString('hex') },
  digits: { goal: 20, piece: (seed) => `${BigInt(`0x${randomBytes(6).toString('hex')}`)} ${seed} ` },
  'digits, one run': { goal: 20, piece: () => BigInt(`0x${randomBytes(300).toString('hex')}`).toString() },
};

const rows: Row[] = [];
for (const [kind, { goal, piece }] of Object.entries(kinds)) {
  const messages = Array.from({ length: 200 }, (_, number) => message(piece, number));
  const scanned = scanning(messages);
  speed(scanned.scan, scanned.characters, 0.3);
  const figure = speed(scanned.scan, scanned.characters, secondsPerKind);
  rows.push({
    work: `new text: ${kind}`,
    goal: goal > 0 ? `≥ ${goal} MB/s` : '',
    figure: `${figure.toFixed(1)} MB/s, ${scanned.scan()} hits`,
    ratio: '',
    holds: goal > 0 ? figure >= goal : null,
  });
}
rows.push(seenHistory());
console.log(`${builtIn.length} rules, ${cpus()[0]?.model.trim() ?? ''}, Node ${process.version}\n`);
console.log(table(rows));

/** Each message is scanned as a text never seen: the room for results is too small to keep any. */
function scanning(messages: readonly string[]): { scan: () => number; characters: number } {
  const rules = compileRules({ builtIn, overrides: [], custom: [] }, { resultBytesMax: 1024 });
  const scan = (): number =>
    messages.reduce((hits, value) => {
      return hits + rules.scan([{ place: 'messages[0].content', scope: 'user', value }]).hits.length;
    }, 0);
  return { scan, characters: messages.reduce((sum, { length }) => sum + length, 0) };
}

/** A conversation of 1 MB whose messages were all seen, turn after turn; the baseline is SHA-256 over the same texts. */
function seenHistory(): Row {
  const rules = compileRules({ builtIn, overrides: [], custom: [] });
  const messages = Array.from({ length: 100 }, (_, number) => message(sentence, number));
  const characters = messages.reduce((sum, { length }) => sum + length, 0);
  const turn = (): void => {
    rules.scan(messages.map((value, index) => ({ place: `messages[${index}]`, scope: 'user', value, joins: true })));
  };
  const hashing = (): void => messages.forEach((value) => hash('sha256', value, 'base64'));
  for (const each of [turn, hashing]) speed(each, characters, 0.3);
  const [seen, hashed] = [speed(turn, characters, secondsPerKind), speed(hashing, characters, secondsPerKind)];
  return {
    work: 'seen history',
    goal: 'hashing alone',
    figure: `${seen.toFixed(0)} MB/s; hashing ${hashed.toFixed(0)} MB/s`,
    ratio: `${(hashed / seen).toFixed(2)}×`,
    holds: hashed / seen <= 1.25,
  };
}

function pick(from: readonly string[], seed: number): string {
  return from[(seed * 7919 + (seed >> 3)) % from.length] ?? '';
}

function message(piece: (seed: number) => string, number: number): string {
  let text = `${number} `;
  for (let seed = number * 31; text.length < messageLength; seed++) text += piece(seed);
  return Buffer.from(text.slice(0, messageLength)).toString();
}

/** @returns MB a second of CPU time */
function speed(once: () => unknown, characters: number, seconds: number): number {
  const until = performance.now() + seconds * 1000;
  const startedAt = process.cpuUsage();
  let rounds = 0;
  for (; performance.now() < until; rounds++) once();
  const { user, system } = process.cpuUsage(startedAt);
  return (characters * rounds) / (user + system);
}
