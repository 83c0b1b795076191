import type { Behaviour } from './behaviour.ts';

// Behaviours by name, in any combination (`stand-in-trickle-100+chunks-12`); a number may follow most of them.
//   answers     plain, echo, unicode, chunks-N, giant-N, reasoning, cached, writescache, refusal, length, filtered,
//               filterprompt, signatures = signed, lenient
//   tools       tools = tool-loop (the first one), tool-NAME, loop-N (until N results are there),
//               lateid, noids, wholecalls, fragments-N
//   time        slow-MS, trickle-MS, silent-N (0: after the headers), endless-MS, open
//   breaks      drop, cut-N, nodone, errorevent-N, failed-N, early-STATUS
//   errors      error-STATUS, retryafter-SECONDS, once, redirect-STATUS, html-STATUS, empty-STATUS, list-STATUS,
//               text-STATUS, badjson, badsse, nothttp, nooptions
//   framing     gzip, br, deflate, crlf, cr, multiline, noblank, bom, lastopen, comments, pieces-BYTES
//   usage       usageunasked, usagelast, usageeach, usagechoices, usagenone
// Words that are none of these mean nothing. Every protocol's server has them; what a protocol has no word for
// (`filterprompt` at Ollama) is an ordinary answer.

type Directive = (number: number | null) => Behaviour;

/** What a word in a model's name makes the stand-in do; a number may follow it. */
const directives: Readonly<Record<string, Directive>> = {
  plain: () => ({}),
  echo: () => ({ echo: true }),
  tools: () => ({ callTools: true }),
  reasoning: () => ({ reasoning: 'First I look at what was asked, then I answer it.' }),
  cached: () => ({ cached: true }),
  writescache: () => ({ writesCache: true }),
  refusal: () => ({ refuses: true }),
  length: () => ({ finish: 'length' }),
  filtered: () => ({ finish: 'filtered' }),
  filterprompt: () => ({ filtersPrompt: true }),
  signatures: () => ({ signs: true }),
  signed: () => ({ signs: true }),
  loop: (count) => ({ toolLoop: count ?? 3 }),
  lenient: () => ({ strict: false }),
  chunks: (count) => ({ chunks: count ?? 50 }),
  slow: (ms) => ({ firstByteDelayMs: ms ?? 1000 }),
  trickle: (ms) => ({ chunkDelayMs: ms ?? 100 }),
  cut: (count) => ({ cutAfter: count ?? 2 }),
  drop: () => ({ dropsConnection: true }),
  silent: (count) => ({ silentAfter: count ?? 2 }),
  endless: (ms) => ({ endless: true, chunkDelayMs: ms ?? 20 }),
  open: () => ({ staysOpen: true }),
  nodone: () => ({ withoutDone: true }),
  errorevent: (count) => ({ errorEventAfter: count ?? 2 }),
  failed: (count) => ({ errorEventAfter: count ?? 2, failsResponse: true }),
  error: (status) => ({ status: status ?? 500 }),
  retryafter: (seconds) => ({ retryAfterSeconds: seconds ?? 1 }),
  once: () => ({ once: true }),
  early: (status) => ({ early: true, status: status ?? 413 }),
  redirect: (status) => ({ status: status ?? 307 }),
  html: (status) => ({ body: 'html', status: status ?? 502 }),
  empty: (status) => ({ body: 'empty', status: status ?? 200 }),
  badjson: () => ({ body: 'invalid_json' }),
  badsse: () => ({ body: 'invalid_sse' }),
  list: (status) => ({ body: 'list', status: status ?? 500 }),
  text: (status) => ({ body: 'text', status: status ?? 500 }),
  nothttp: () => ({ body: 'not_http' }),
  nooptions: () => ({ refusesStreamOptions: true }),
  gzip: () => ({ compression: 'gzip' }),
  br: () => ({ compression: 'br' }),
  deflate: () => ({ compression: 'deflate' }),
  crlf: () => ({ lineEnd: '\r\n' }),
  cr: () => ({ lineEnd: '\r' }),
  multiline: () => ({ multiLine: true }),
  noblank: () => ({ withoutBlank: true }),
  bom: () => ({ byteOrderMark: true }),
  lastopen: () => ({ lastEventOpen: true }),
  pieces: (bytes) => ({ pieceBytes: bytes ?? 7 }),
  comments: () => ({ comments: true }),
  giant: (characters) => ({ giantCharacters: characters ?? 1_000_000 }),
  unicode: () => ({ text: 'Grüße aus 北京 und 東京 👋🏽, naïve café — ✓ 完了。' }),
  usageunasked: () => ({ usage: 'unasked' }),
  usagelast: () => ({ usage: 'last_content' }),
  usageeach: () => ({ usage: 'each' }),
  usagechoices: () => ({ usage: 'choices' }),
  usagenone: () => ({ usage: 'none' }),
  lateid: () => ({ toolCallStyle: 'late_id' }),
  noids: () => ({ toolCallStyle: 'no_id' }),
  wholecalls: () => ({ toolCallStyle: 'whole' }),
  fragments: (characters) => ({ fragmentCharacters: characters ?? 1 }),
};

/**
 * The behaviour that a model's name asks for, so that a stand-in in another process can be steered too:
 * `stand-in-slow-500` waits half a second, `stand-in-usagenone+cut-3` joins two. Any other name is well behaved.
 */
export function behaviourOfModel(model: string): Behaviour {
  if (!model.startsWith('stand-in-')) return {};
  let behaviour: Behaviour = { strict: true };
  for (const part of model.slice('stand-in-'.length).split('+')) {
    const tool = /^tool-(.+)$/.exec(part)?.[1];
    if (tool !== undefined) {
      behaviour = { ...behaviour, ...(tool === 'loop' ? { callTools: true } : { callTool: tool }) };
      continue;
    }
    const match = /^([a-z]+)(?:-(\d+))?$/.exec(part);
    const directive = match === null ? undefined : directives[match[1] ?? ''];
    if (match === null || directive === undefined) continue;
    behaviour = { ...behaviour, ...directive(match[2] === undefined ? null : Number(match[2])) };
  }
  return behaviour;
}
