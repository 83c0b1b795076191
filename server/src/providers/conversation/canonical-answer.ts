import { canonicalJson } from '../../platform/canonical-json.ts';

/** A tool call as it is compared: an id never counts. */
export interface AnswerCall {
  readonly name: string;
  /** As text; agents write the JSON in it anew, so it is compared as a value where it is one. */
  readonly arguments: string;
}

/**
 * What an assistant said, in a form in which an agent's copy of it is the same: trimmed text, and the names and arguments
 * of its tool calls, without ids, markers of caches and reasoning. Null when it said nothing.
 */
export function canonicalAnswer(text: string, calls: readonly AnswerCall[]): string | null {
  const said = text.trim();
  if (said === '' && calls.length === 0) return null;
  return JSON.stringify([said, calls.map((call) => [call.name, canonicalArguments(call.arguments)])]);
}

function canonicalArguments(text: string): string {
  try {
    return canonicalJson(JSON.parse(text));
  } catch {
    return text.trim();
  }
}
