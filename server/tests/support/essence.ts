import type { Json } from '../../src/platform/lossless-json.ts';
import type { OptionName, Part, Prompt } from '../../src/providers/interchange/prompt.ts';

/** A prompt as far as every protocol can say it, without places: what must come back from any of them. */
export function essenceOf(prompt: Prompt, options: readonly OptionName[]) {
  const spoken = prompt.turns.filter(({ role }) => role !== 'system');
  return {
    system: wordsOf(prompt.turns.filter(({ role }) => role === 'system').flatMap(({ parts }) => parts)),
    turns: joined(spoken.map(({ role, parts }) => [role === 'assistant' ? 'assistant' : 'user', parts])),
    tools: prompt.tools.map(({ name, description, parameters }) => ({ name, description, parameters })),
    toolChoice: prompt.toolChoice && { ...prompt.toolChoice, param: '' },
    stream: prompt.stream,
    options: options.map((name) => [name, prompt.options[name]?.value ?? null]),
  };
}

type Said = readonly (readonly ['user' | 'assistant', readonly Part[]])[];

/** Neighbours of one role as one; an assistant's words before its calls, results of calls before a user's words. */
function joined(said: Said) {
  const turns: { role: string; parts: Part[] }[] = [];
  for (const [role, parts] of said) {
    const last = turns.at(-1);
    if (last?.role === role) last.parts.push(...parts);
    else turns.push({ role, parts: [...parts] });
  }
  return turns.map(({ role, parts }) => ({
    role,
    words: wordsOf(parts),
    media: parts.flatMap((part) => (part.kind === 'image' || part.kind === 'file' ? [part.media] : [])),
    calls: parts.flatMap((part) =>
      part.kind === 'tool_call'
        ? [{ id: part.id, name: part.name, arguments: JSON.parse(part.arguments) as Json }]
        : [],
    ),
    results: parts.flatMap((part) =>
      part.kind === 'tool_result' ? [{ id: part.id, words: wordsOf(part.parts) }] : [],
    ),
  }));
}

/** Without what stands between texts: some protocols want several as one. */
function wordsOf(parts: readonly Part[]): string {
  const texts = parts.map((part) => (part.kind === 'text' || part.kind === 'refusal' ? part.text : ''));
  return texts.join(' ').split(/\s+/).filter(Boolean).join(' ');
}
