import { Losses, loseWhatIsNotCarried } from '../interchange/losses.ts';
import type { Prompt, Tool } from '../interchange/prompt.ts';
import type { ConvertedRequest, RequestContext } from '../wire.ts';
import { compatibleTable, openAiTable } from './chat-carry-table.ts';
import { messagesOf } from './chat-messages.ts';
import { optionMembers } from './chat-option-members.ts';

export const chatTitle = 'OpenAI chat completions';

/**
 * A prompt as the body of `POST /chat/completions` (OpenAI API reference, "Create chat completion").
 * @throws CannotCarry
 */
export function chatFromPrompt(prompt: Prompt, context: RequestContext): ConvertedRequest {
  const losses = new Losses(chatTitle, context.isCompatible ? compatibleTable : openAiTable);
  loseWhatIsNotCarried(prompt, losses);
  const body = {
    model: context.providerModel,
    messages: messagesOf(prompt.turns, context, losses),
    ...toolMembers(prompt, losses),
    ...optionMembers(prompt.options, context, losses),
    ...(prompt.stream ? { stream: true } : {}),
    ...(prompt.stream && context.injectUsage ? { stream_options: { include_usage: true } } : {}),
  };
  return { body, notices: losses.notices() };
}

/** OpenAI answers 400 to what is said about tools where there are none. */
function toolMembers({ tools, toolChoice, options }: Prompt, losses: Losses): Readonly<Record<string, unknown>> {
  const isForced = toolChoice !== null && toolChoice.type !== 'auto' && toolChoice.type !== 'none';
  if (isForced && (tools.length === 0 || toolChoice.type === 'other')) return losses.refuse(toolChoice.param);
  if (tools.length === 0) return {};
  const { parallelToolCalls } = options;
  return {
    tools: tools.map(toolOf),
    ...(toolChoice === null ? {} : { tool_choice: choiceOf(toolChoice) }),
    ...(parallelToolCalls ? { parallel_tool_calls: parallelToolCalls.value } : {}),
  };
}

function choiceOf(choice: NonNullable<Prompt['toolChoice']>): unknown {
  return choice.type === 'tool' ? { type: 'function', function: { name: choice.name } } : choice.type;
}

function toolOf({ name, description, parameters, strict }: Tool): object {
  const about = { name, description, parameters, strict };
  const said = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== null));
  return { type: 'function', function: said };
}
