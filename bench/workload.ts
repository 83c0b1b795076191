/** What is sent: deterministic text of the kind that agents send, in which the built-in rules find nothing to act on. */

const sentences = [
  'The retry policy doubles the delay after each failure and stops after five attempts.',
  'Please look at the report before the meeting and say which of the figures seem wrong.',
  'I moved the parser into its own module, so that the tests no longer need a running server.',
  'When the connection drops, the worker picks up where it left off and writes a line to the log.',
  '会议改到周四下午，请提前把材料发给大家，谢谢。',
  'export function totalOf(items) { return items.reduce((sum, item) => sum + item.count, 0); }',
  'diff --git a/src/loop.ts b/src/loop.ts: the loop now ends when the queue is empty, not before.',
];

export const works = ['chat', 'agent-turn', 'stream'] as const;
export type Work = (typeof works)[number];

/**
 * The bodies of one caller, in the order in which they are sent, over and over.
 * `agent-turn`: conversations of 200 KB, of which each turn adds an answer with a tool call and its result; all that came
 * before was in the turn before.
 */
export function bodiesOf(work: Work, caller: number): Buffer[] {
  if (work === 'chat') return [body([system, { role: 'user', content: prose(caller, 800) }])];
  if (work === 'stream') return [body([system, { role: 'user', content: prose(caller, 800) }], { stream: true })];
  const history: object[] = [system, { role: 'user', content: `Task ${caller}: ${prose(caller, 2000)}` }];
  let bytes = 0;
  for (let turn = 0; bytes < 200_000; turn++) {
    const added = turnOf(caller, turn);
    history.push(...added);
    bytes += JSON.stringify(added).length;
  }
  return Array.from({ length: 6 }, (_, turn) => {
    history.push(...turnOf(caller, 1000 + turn));
    return body(history, { tools });
  });
}

/** A stream whose upstream waits between its chunks, which carry the time of their writing. */
export function pacedStream(caller: number, pauseMs: number): Buffer {
  return body([system, { role: 'user', content: prose(caller, 800) }], { bench_pause_ms: pauseMs, stream: true });
}

const system = { role: 'system', content: 'You are a careful assistant. Answer in the language of the question.' };
const tools = ['read_file', 'write_file', 'run_command', 'search'].map((name) => ({
  type: 'function',
  function: {
    name,
    description: `The tool ${name}. ${sentences[0]}`,
    parameters: { type: 'object', properties: { target: { type: 'string' }, note: { type: 'string' } } },
  },
}));

function turnOf(caller: number, turn: number): object[] {
  const id = `call_${caller.toString(36).padStart(4, 'q')}${turn.toString(36).padStart(6, 'z')}kf`;
  const call = {
    name: 'read_file',
    arguments: JSON.stringify({ target: `src/part-${turn}.ts`, note: prose(turn, 120) }),
  };
  return [
    { role: 'assistant', content: prose(caller + turn, 300), tool_calls: [{ id, type: 'function', function: call }] },
    { role: 'tool', tool_call_id: id, content: prose(caller * 31 + turn, 1500) },
  ];
}

function prose(seed: number, length: number): string {
  let text = '';
  for (let index = seed; text.length < length; index++)
    text += `${sentences[(index * 7 + (index >> 3)) % sentences.length]} `;
  return text.slice(0, length);
}

/** `stream` comes last, where the upstream looks for it. */
function body(messages: readonly object[], rest: object = {}): Buffer {
  return Buffer.from(JSON.stringify({ model: 'bench', messages, ...rest }));
}
