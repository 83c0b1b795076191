import { JsonSyntaxError } from '../../platform/json-tree.ts';
import { isMembers, type Json, type JsonMembers, parseJson } from '../../platform/lossless-json.ts';

/**
 * A call's arguments for protocols that take an object where others take a text. Numbers stay as they were written. What
 * a model wrote that is no JSON object stands in `arguments` as it is: the conversation could never go on otherwise.
 */
export function argumentsObject(text: string): JsonMembers {
  if (text.trim() === '') return {};
  const value = jsonIn(text);
  return isMembers(value) ? value : { arguments: text };
}

/** The value of a text that may be JSON; undefined when it is none. */
export function jsonIn(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}
