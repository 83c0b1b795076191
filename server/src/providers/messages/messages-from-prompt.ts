import { Losses, loseWhatIsNotCarried } from '../interchange/losses.ts';
import type { Prompt } from '../interchange/prompt.ts';
import type { ConvertedRequest, RequestContext } from '../wire.ts';
import { messagesTable } from './carry-table.ts';
import { type ClaudeModel, claudeModel } from './claude-model.ts';
import { isForced, toolMembers } from './function-tools.ts';
import { type Message, messagesFromTurns } from './messages-from-turns.ts';
import { optionMembers } from './option-members.ts';
import { thinkingFor } from './thinking-members.ts';

export const messagesTitle = 'Anthropic messages';

/**
 * A prompt as the body of `POST /v1/messages` (Anthropic API reference, "Create a Message").
 * @throws CannotCarry
 */
export function messagesFromPrompt(prompt: Prompt, { providerModel }: RequestContext): ConvertedRequest {
  const losses = new Losses(messagesTitle, messagesTable);
  loseWhatIsNotCarried(prompt, losses);
  const model = claudeModel(providerModel);
  const { system, messages } = messagesFromTurns(prompt.turns, losses);
  const canThink = !isForced(prompt.toolChoice) && mayBegin(messages, model);
  const body = {
    model: providerModel,
    ...(system.length === 0 ? {} : { system }),
    messages,
    ...toolMembers(prompt, model, losses),
    ...optionMembers(prompt.options, model, thinkingFor(prompt.options, model, canThink, losses), losses),
    ...(prompt.stream ? { stream: true } : {}),
  };
  return { body, notices: losses.notices() };
}

/** With a budget, thinking must have begun before the calls whose results come last. */
function mayBegin(messages: readonly Message[], { thinks }: ClaudeModel): boolean {
  const last = messages.findLast(({ role }) => role === 'assistant');
  const isCalling = last?.content.some(({ type }) => type === 'tool_use') ?? false;
  return thinks === 'by effort' || !isCalling || (last?.content[0]?.type.endsWith('thinking') ?? false);
}
