import { randomBytes } from 'node:crypto';
import { compileRules } from '../server/src/risk/compile.ts';
import { loadBuiltInRules } from '../server/src/risk/packs.ts';

/**
 * How fast new text is scanned with all built-in rules, in MB (UTF-16 code units) per second of CPU time: messages of 10 KB, each one new.
 *   node bench/scan.ts [seconds per kind]
 */
const messageLength = 10_240;
const secondsPerKind = Number(process.argv[2] ?? 1);

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

const kinds: Record<string, (seed: number) => string> = {
  prose: (seed) => pick(sentences, seed),
  code: (seed) => pick(codeLines, seed),
  json: (seed) =>
    JSON.stringify({
      id: 1_764_012_345_678 + seed,
      name: `item ${seed}`,
      tags: ['new', 'sale'],
      price: 12.5,
      createdAt: '2031-03-04T05:06:07.890Z',
      ok: true,
    }),
  base64: () => randomBytes(300).toString('base64'),
  hex: () => randomBytes(300).toString('hex'),
  digits: (seed) => `${BigInt(`0x${randomBytes(6).toString('hex')}`)} ${seed} `,
  'digits, one run': () => BigInt(`0x${randomBytes(300).toString('hex')}`).toString(),
};

const ruleSet = compileRules({ builtIn: loadBuiltInRules(), overrides: [], custom: [] }, { resultBytesMax: 1024 });
for (const [kind, piece] of Object.entries(kinds)) {
  const messages = Array.from({ length: 200 }, (_, number) => message(piece, number));
  measure(messages, 0.3);
  const { megabytesPerSecond, hits } = measure(messages, secondsPerKind);
  console.log(
    `${kind.padEnd(16)} ${megabytesPerSecond.toFixed(1).padStart(7)} MB/s  ${hits} hits in ${messages.length} messages`,
  );
}

function pick(from: readonly string[], seed: number): string {
  return from[(seed * 7919 + (seed >> 3)) % from.length] ?? '';
}

function message(piece: (seed: number) => string, number: number): string {
  let text = `${number} `;
  for (let seed = number * 31; text.length < messageLength; seed++) text += piece(seed);
  return Buffer.from(text.slice(0, messageLength)).toString();
}

/** Each message is scanned as a text never seen: the room for results is too small to keep any. */
function measure(messages: readonly string[], seconds: number): { megabytesPerSecond: number; hits: number } {
  const until = performance.now() + seconds * 1000;
  const startedAt = process.cpuUsage();
  let characters = 0;
  let hits = 0;
  for (let round = 0; performance.now() < until; round++) {
    hits = 0;
    for (const value of messages) {
      hits += ruleSet.scan([{ place: 'messages[0].content', scope: 'user', value }]).hits.length;
      characters += value.length;
    }
  }
  const { user, system } = process.cpuUsage(startedAt);
  return { megabytesPerSecond: characters / (user + system), hits };
}
