import { createHash } from 'node:crypto';
import { isList, isMembers, type Json } from '../../platform/lossless-json.ts';

/** A function as the responses API names it: alone, or within a namespace. */
export interface ToolName {
  readonly namespace: string | null;
  readonly name: string;
}

/** What most protocols take as the name of a function. */
const nameLengthMax = 64;

/**
 * One name for a function of a namespace, for protocols whose tools have no namespaces: always the same for the same
 * function, so that calls in the history keep theirs.
 */
export function flatName({ namespace, name }: ToolName): string {
  if (namespace === null) return name;
  const joined = namespace.endsWith('_') ? `${namespace}${name}` : `${namespace}__${name}`;
  if (joined.length <= nameLengthMax) return joined;
  const mark = createHash('sha256').update(joined).digest('hex').slice(0, 8);
  return `${joined.slice(0, nameLengthMax - mark.length - 1)}_${mark}`;
}

/**
 * The functions of a request by the names that they were given for another protocol. A function without a namespace that
 * has the very name of another one's keeps it.
 * @param tools the request's `tools`, whatever they are
 */
export function namesOf(tools: Json | undefined): ReadonlyMap<string, ToolName> {
  const found = new Map<string, ToolName>();
  for (const tool of isList(tools) ? tools : []) {
    if (!isMembers(tool) || tool['type'] !== 'namespace' || typeof tool['name'] !== 'string') continue;
    const within = isList(tool['tools']) ? tool['tools'] : [];
    for (const inner of within) addFunction(found, inner, tool['name']);
  }
  for (const tool of isList(tools) ? tools : []) addFunction(found, tool, null);
  return found;
}

function addFunction(found: Map<string, ToolName>, tool: Json, namespace: string | null): void {
  if (!isMembers(tool) || tool['type'] !== 'function' || typeof tool['name'] !== 'string') return;
  const name = { namespace, name: tool['name'] };
  found.set(flatName(name), name);
}
