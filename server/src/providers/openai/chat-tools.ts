import { InvalidBody } from '../request/governed-request.ts';
import type { Tool, ToolChoice } from '../interchange/prompt.ts';
import type { MemberReader } from '../interchange/read-members.ts';
import { placed } from './chat-parts.ts';

/** `tools`, and `functions`, which is what they were called before. */
export function toolsOf(body: MemberReader): Tool[] {
  return [...body.objects('tools').map(toolOf), ...body.objects('functions').map((each) => functionIn(each, each))];
}

function toolOf(tool: MemberReader): Tool {
  const type = tool.string('type') ?? 'function';
  if (type === 'function') return functionIn(tool.needObject('function'), tool);
  return { kind: 'other', name: type, description: null, parameters: null, strict: null, place: tool.place };
}

/** @param outer the element of the list that holds the function */
function functionIn(called: MemberReader, outer: MemberReader): Tool {
  return {
    kind: 'function',
    name: called.needString('name'),
    description: called.string('description'),
    parameters: called.any('parameters'),
    strict: called.boolean('strict'),
    ...placed(outer),
  };
}

/** `tool_choice`, or `function_call` as it was called before; null when it is not said. */
export function toolChoiceOf(body: MemberReader): ToolChoice | null {
  return choiceIn(body, 'tool_choice') ?? choiceIn(body, 'function_call');
}

function choiceIn(body: MemberReader, param: string): ToolChoice | null {
  const word = body.stringIf(param);
  if (word === 'auto' || word === 'none' || word === 'required') return { param, type: word };
  // Mistral's word, which other servers take too.
  if (word === 'any') return { param, type: 'required' };
  if (word !== null) throw new InvalidBody(`"${param}" must be "auto", "none", "required" or an object.`, param);
  const choice = body.object(param);
  if (choice === null) return null;
  const type = choice.string('type') ?? 'function';
  if (type === 'function') {
    const called = param === 'function_call' ? choice : choice.needObject('function');
    return { param, type: 'tool', name: called.needString('name') };
  }
  // A list of allowed tools, or a custom one. All of it is lost together.
  choice.pass('allowed_tools', 'custom');
  return { param, type: 'other' };
}
