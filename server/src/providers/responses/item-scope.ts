import type { Scope } from '@tollgate/contract';

/** An item of `input` as far as its scope goes. Blank where it has no such member. */
export interface ItemHead {
  readonly type: string;
  readonly role: string;
}

const scopeOfRole: Readonly<Record<string, Scope>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool_result',
};

const scopeOfType: Readonly<Record<string, Scope>> = {
  reasoning: 'assistant',
  compaction: 'assistant',
  program: 'tool_call',
  mcp_approval_request: 'tool_call',
  mcp_approval_response: 'user',
  mcp_list_tools: 'tool_definitions',
  additional_tools: 'tool_definitions',
};

/**
 * Whose words an item holds: by its role, or else by its type. Types that nobody has heard of are told by how the API
 * names such things: `…_call`, `…_output`.
 */
export function scopeOfItem({ type, role }: ItemHead): Scope {
  // Tools that a system message brings with it are tools all the same.
  const byType = scopeOfType[type];
  if (byType !== undefined) return byType;
  if (type.endsWith('_call')) return 'tool_call';
  if (type.endsWith('_output')) return 'tool_result';
  return scopeOfRole[role] ?? 'other';
}

/** Calls of OpenAI's own tools hold what came of them as well. */
export const resultMembers: ReadonlySet<string> = new Set(['output', 'outputs', 'results', 'result', 'error']);
