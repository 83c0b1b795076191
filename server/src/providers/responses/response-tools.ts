import type { Tool, ToolChoice } from '../interchange/prompt.ts';
import { InvalidBody } from '../request/governed-request.ts';
import type { MemberReader } from '../interchange/read-members.ts';
import { flatName } from './tool-names.ts';

export interface ReadTools {
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice | null;
  /** Places of tools that are not in `tools`, since the model can do without them. */
  readonly leftOut: readonly string[];
}

/**
 * The `tools` of a request, those within namespaces included. OpenAI's own tools (`web_search`, …) and custom ones have no
 * counterpart elsewhere. They are offers: as long as functions remain and none of them is asked for by `tool_choice`, the
 * model answers without them.
 */
export function toolsOf(body: MemberReader): ReadTools {
  const tools = body.objects('tools').flatMap((tool) => toolIn(tool));
  const toolChoice = choiceOf(body);
  const functions = tools.filter(({ kind }) => kind === 'function');
  const canDoWithout = functions.length > 0 && toolChoice?.type !== 'other';
  if (!canDoWithout) return { tools, toolChoice, leftOut: [] };
  const leftOut = tools.filter(({ kind }) => kind === 'other').map(({ place }) => place);
  return { tools: functions, toolChoice, leftOut };
}

function toolIn(tool: MemberReader): Tool[] {
  const type = tool.string('type') ?? 'function';
  if (type === 'namespace') return namespaceTools(tool);
  if (type === 'function') return [functionIn(tool, null, null)];
  return [{ kind: 'other', name: type, description: null, parameters: null, strict: null, place: tool.place }];
}

/** What is said of the namespace is said of each of its functions. */
function namespaceTools(tool: MemberReader): Tool[] {
  const namespace = tool.needString('name');
  const about = tool.string('description');
  const inner = tool.objects('tools');
  const unknown = tool.unknown();
  return inner.map((each, index) => {
    const type = each.string('type') ?? 'function';
    if (type !== 'function') return toolIn(each)[0]!;
    const read = functionIn(each, namespace, about);
    return index === 0 ? { ...read, ...joined(read.unknown, unknown.unknown) } : read;
  });
}

function joined(own: Tool['unknown'], outer: Tool['unknown']): { unknown?: NonNullable<Tool['unknown']> } {
  return own || outer ? { unknown: { ...outer, ...own } } : {};
}

function functionIn(tool: MemberReader, namespace: string | null, about: string | null): Tool {
  const own = tool.string('description');
  const description = [about, own].filter((each) => each !== null && each !== '').join('\n\n');
  // How a function may be loaded later matters where the API itself keeps the tools.
  if (tool.peek('defer_loading') === false) tool.pass('defer_loading');
  return {
    kind: 'function',
    name: flatName({ namespace, name: tool.needString('name') }),
    description: description === '' ? own : description,
    parameters: tool.any('parameters'),
    strict: tool.boolean('strict'),
    place: tool.place,
    ...tool.unknown(),
  };
}

function choiceOf(body: MemberReader): ToolChoice | null {
  const param = 'tool_choice';
  const word = body.stringIf(param);
  if (word === 'auto' || word === 'none' || word === 'required') return { param, type: word };
  if (word !== null) throw new InvalidBody(`"${param}" must be "auto", "none", "required" or an object.`, param);
  const choice = body.object(param);
  if (choice === null) return null;
  if (choice.needString('type') === 'function') {
    const namespace = choice.string('namespace');
    return { param, type: 'tool', name: flatName({ namespace, name: choice.needString('name') }) };
  }
  // A list of allowed tools, or one of OpenAI's own. All of it is lost together.
  choice.pass('name', 'mode', 'tools', 'server_label');
  return { param, type: 'other' };
}
