import { JsonSyntaxError } from '../../platform/json-tree.ts';
import { isList, isMembers, type Json, numberOf, parseJson } from '../../platform/lossless-json.ts';

/** Members in which providers give the arguments of a tool call as an object: Anthropic, Google, Ollama. */
const ofCalls = new Set(['input', 'args', 'arguments']);
const mayHoldCalls = /"(?:input|args|arguments)"\s*:\s*\{/;

/**
 * Parses an answer, or an event of one. Numbers are plain, except in the arguments of tool calls: there they keep their
 * text (`RawNumber`), so that a caller gets 12345678901234567890 as the model wrote it.
 * @throws SyntaxError
 */
export function parseAnswer(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  if (!mayHoldCalls.test(text)) return parsed;
  try {
    return withPlainNumbers(parseJson(text));
  } catch (error) {
    // Deeper than what callers may send: as it is read otherwise.
    if (error instanceof JsonSyntaxError) return parsed;
    throw error;
  }
}

function withPlainNumbers(value: Json): unknown {
  if (isList(value)) return value.map(withPlainNumbers);
  if (!isMembers(value)) return numberOf(value) ?? value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      ofCalls.has(name) && isMembers(member) ? member : withPlainNumbers(member),
    ]),
  );
}
