import { isList, type Json } from '../../platform/lossless-json.ts';
import { Losses, loseWhatIsNotCarried } from '../interchange/losses.ts';
import type { Format, OptionName, Options, Prompt, Tool } from '../interchange/prompt.ts';
import type { ConvertedRequest, RequestContext } from '../wire.ts';
import { ollamaTable } from './carry-table.ts';
import { messagesFromTurns } from './messages-from-turns.ts';
import { thinkOf } from './think.ts';

export const ollamaTitle = 'Ollama chat';

/**
 * Writes a request for `/api/chat` (docs.ollama.com/api/chat). How long the model stays loaded is the server's business.
 * @throws CannotCarry
 */
export function writeOllamaRequest(prompt: Prompt, { providerModel }: RequestContext): ConvertedRequest {
  const losses = new Losses(ollamaTitle, ollamaTable);
  loseWhatIsNotCarried(prompt, losses);
  const { options } = prompt;
  const think = thinkOf(options, losses);
  const tools = toolsOf(prompt, losses);
  const runtime = runtimeOptions(options);
  const body = {
    model: providerModel,
    messages: messagesFromTurns(prompt.turns, losses),
    stream: prompt.stream,
    ...(tools.length === 0 ? {} : { tools }),
    ...(options.format === undefined ? {} : { format: formatOf(options.format.value as unknown as Format) }),
    ...(think === undefined ? {} : { think }),
    ...logprobsOf(options, losses),
    ...(Object.keys(runtime).length === 0 ? {} : { options: runtime }),
  };
  refuseOtherModalities(options, losses);
  return { body, notices: losses.notices() };
}

/** Options whose value Ollama takes as it is. */
const sameValue: readonly (readonly [OptionName, string])[] = [
  ['maxTokens', 'num_predict'],
  ['temperature', 'temperature'],
  ['topP', 'top_p'],
  ['topK', 'top_k'],
  ['minP', 'min_p'],
  ['seed', 'seed'],
  ['stop', 'stop'],
  ['presencePenalty', 'presence_penalty'],
  ['frequencyPenalty', 'frequency_penalty'],
];

function runtimeOptions(options: Options): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    sameValue.flatMap(([name, theirs]) => {
      const option = options[name];
      return option === undefined ? [] : [[theirs, option.value]];
    }),
  );
}

/** Nothing can make an Ollama model call a tool, and only without tools does it surely call none. */
function toolsOf({ tools, toolChoice }: Prompt, losses: Losses): readonly Readonly<Record<string, unknown>>[] {
  if (toolChoice !== null && toolChoice.type !== 'auto' && toolChoice.type !== 'none') losses.refuse(toolChoice.param);
  if (toolChoice?.type === 'none') {
    for (const { place } of tools) losses.drop(place);
    return [];
  }
  return tools.filter(({ kind }) => kind === 'function').map(toolOf);
}

function toolOf({ name, description, parameters }: Tool): Readonly<Record<string, unknown>> {
  const about = description === null ? {} : { description };
  return {
    type: 'function',
    function: { name, ...about, parameters: parameters ?? { type: 'object', properties: {} } },
  };
}

function formatOf(format: Format): Json {
  return format.type === 'json_object' ? 'json' : format.schema;
}

function logprobsOf({ logprobs, topLogprobs }: Options, losses: Losses): Readonly<Record<string, Json>> {
  if (logprobs !== undefined) {
    return { logprobs: true, ...(topLogprobs === undefined ? {} : { top_logprobs: topLogprobs.value }) };
  }
  if (topLogprobs !== undefined) losses.drop(topLogprobs.param);
  return {};
}

function refuseOtherModalities({ modalities }: Options, losses: Losses): void {
  if (modalities === undefined) return;
  if (!isList(modalities.value) || modalities.value.some((it) => it !== 'text')) losses.refuse(modalities.param);
}
