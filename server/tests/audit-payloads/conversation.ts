/** A seeded source of numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const syllables = 'ta ri no ke lo mu shi ran del ver con pro est ing al or en is at un re co'.split(' ');
const vocabularySize = 4000;
const vocabulary = Array.from({ length: vocabularySize }, (_, index) => wordOf(index));

/** A different word for each number. */
function wordOf(index: number): string {
  const rest = Math.floor(index / syllables.length);
  return `${rest > 0 ? wordOf(rest - 1) : ''}${syllables[index % syllables.length]}`;
}

/** Text of about so many characters with a vocabulary as prose and code have it: few words often, most of them seldom. */
export function prose(random: () => number, characters: number): string {
  let text = '';
  while (text.length < characters) {
    const word = vocabulary[Math.floor(vocabularySize ** random()) - 1] ?? '';
    text += random() < 0.1 ? `${word}: ${Math.floor(random() * 100_000)},\n` : `${word} `;
  }
  return text.slice(0, characters);
}

/** Definitions of tools of about so many bytes. */
export function tools(random: () => number, bytes: number): unknown[] {
  const definitions: unknown[] = [];
  for (let size = 0; size < bytes; size += 1000) {
    const parameters = { type: 'object', properties: { path: { type: 'string', description: prose(random, 300) } } };
    const name = `tool_${definitions.length}`;
    definitions.push({ type: 'function', function: { name, description: prose(random, 520), parameters } });
  }
  return definitions;
}

/** The bodies of an agent's turns: each carries the whole history, and 2 to 8 KB of new messages. */
export function* turnsOf(count: number, model: string, seed: number): Generator<string> {
  const random = seeded(seed);
  const definitions = tools(random, 20_000);
  const messages: unknown[] = [{ role: 'system', content: prose(random, 3000) }];
  messages.push({ role: 'user', content: prose(random, 500) });
  for (let turn = 0; turn < count; turn++) {
    yield JSON.stringify({ model, stream: true, messages, tools: definitions });
    const id = `call_${Math.floor(random() * 1e15).toString(36)}x7`;
    const call = {
      id,
      type: 'function',
      function: { name: 'tool_1', arguments: `{"path":"${prose(random, 40).trim()}"}` },
    };
    messages.push({ role: 'assistant', content: prose(random, 300), tool_calls: [call] });
    messages.push({ role: 'tool', tool_call_id: id, content: prose(random, 1600 + Math.floor(random() * 6000)) });
  }
}
