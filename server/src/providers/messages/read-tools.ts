import type { Tool, ToolChoice } from '../interchange/prompt.ts';
import type { MemberReader } from '../interchange/read-members.ts';
import { placed } from '../openai/chat-parts.ts';
import { InvalidBody } from '../request/governed-request.ts';

/** `tools`. Those with a type of their own are Anthropic's, run by it or known to its models. */
export function toolsOf(body: MemberReader): Tool[] {
  return body.objects('tools').map((tool) => {
    const type = tool.string('type') ?? 'custom';
    if (type !== 'custom') {
      return { kind: 'other', name: type, description: null, parameters: null, strict: null, place: tool.place };
    }
    return {
      kind: 'function',
      name: tool.needString('name'),
      description: tool.string('description'),
      parameters: tool.any('input_schema'),
      strict: tool.boolean('strict'),
      ...placed(tool),
    };
  });
}

/** `tool_choice`; null when it is not said. Its `disable_parallel_tool_use` is an option. */
export function toolChoiceOf(body: MemberReader): ToolChoice | null {
  const choice = body.object('tool_choice');
  if (choice === null) return null;
  const param = 'tool_choice';
  const type = choice.needString('type');
  if (type === 'tool') return { param, type, name: choice.needString('name') };
  if (type === 'auto' || type === 'none') return { param, type };
  if (type === 'any') return { param, type: 'required' };
  throw new InvalidBody(`"${param}.type" must be "auto", "any", "tool" or "none".`, `${param}.type`);
}
