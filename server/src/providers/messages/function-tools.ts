import { isMembers, type Json } from '../../platform/lossless-json.ts';
import type { Losses } from '../interchange/losses.ts';
import type { Prompt, Tool, ToolChoice } from '../interchange/prompt.ts';
import type { ClaudeModel } from './claude-model.ts';

/** `tools` and `tool_choice`, which may only be said together. */
export function toolMembers(prompt: Prompt, model: ClaudeModel, losses: Losses): Readonly<Record<string, unknown>> {
  const { tools, toolChoice, options } = prompt;
  if (toolChoice?.type === 'other' || (tools.length === 0 && isForced(toolChoice))) losses.refuse(toolChoice!.param);
  if (tools.length === 0) return {};
  const choice = choiceOf(toolChoice, options.parallelToolCalls?.value === false);
  return {
    tools: tools.map((tool) => toolOf(tool, model, losses)),
    ...(choice === null ? {} : { tool_choice: choice }),
  };
}

/** A call is asked for: Claude cannot think before it then. */
export function isForced(choice: ToolChoice | null): boolean {
  return choice?.type === 'required' || choice?.type === 'tool';
}

function choiceOf(choice: ToolChoice | null, isOneByOne: boolean): object | null {
  if (choice?.type === 'none') return { type: 'none' };
  if (choice === null && !isOneByOne) return null;
  const parallel = isOneByOne ? { disable_parallel_tool_use: true } : {};
  if (choice?.type === 'tool') return { type: 'tool', name: choice.name, ...parallel };
  return { type: choice?.type === 'required' ? 'any' : 'auto', ...parallel };
}

function toolOf(tool: Tool, model: ClaudeModel, losses: Losses): object {
  const isStrict = tool.strict === true && model.takesStrictTools;
  if (tool.strict === true && !isStrict) losses.drop(`${tool.place}.strict`);
  return {
    name: tool.name,
    ...(tool.description === null ? {} : { description: tool.description }),
    input_schema: schemaOf(tool.parameters),
    ...(isStrict ? { strict: true } : {}),
    ...(tool.cache === undefined ? {} : { cache_control: tool.cache }),
  };
}

/** Anthropic wants each schema to say that it is one of an object. */
function schemaOf(parameters: Json): Json {
  if (!isMembers(parameters)) return { type: 'object', properties: {} };
  return parameters['type'] === undefined ? { type: 'object', ...parameters } : parameters;
}
