import { isList, isMembers, type Json, type JsonMembers } from '../../platform/lossless-json.ts';
import type { Losses } from '../interchange/losses.ts';
import type { ToolResultPart } from '../interchange/prompt.ts';
import { jsonIn } from '../interchange/tool-arguments.ts';
import { audioPart, filePart, imagePart, type MediaPart } from './media-part.ts';

export interface FunctionResponse {
  readonly id: string;
  readonly name: string;
  readonly response: JsonMembers;
  readonly parts?: readonly MediaPart[];
}

/**
 * A tool's result as Gemini takes it: an object, under the function's name. A result that is a JSON object is that
 * object, any other text stands in `result`, and an error in `error`, which Gemini knows as one.
 * @returns the response, and images and files of it
 */
export function functionResponse(
  result: ToolResultPart,
  name: string,
  losses: Losses,
): { readonly response: FunctionResponse; readonly media: readonly MediaPart[] } {
  const texts: string[] = [];
  const media: MediaPart[] = [];
  for (const part of result.parts) {
    if (part.kind === 'text' || part.kind === 'refusal') texts.push(part.text);
    else if (part.kind === 'image') media.push(imagePart(part, losses));
    else if (part.kind === 'audio') media.push(audioPart(part));
    else if (part.kind === 'file') {
      const written = filePart(part, losses);
      if ('text' in written) texts.push(written.text);
      else media.push(written);
    } else losses.refuse(part.place);
  }
  return { response: { id: result.id, name, response: responseOf(texts, result.isError) }, media };
}

function responseOf(texts: readonly string[], isError: boolean): JsonMembers {
  const [only, another] = texts;
  const said = another === undefined ? (only ?? '') : texts;
  const object = typeof said === 'string' ? exactObject(said) : null;
  if (isError) return { error: object ?? said };
  return object ?? { result: said };
}

/** Google keeps an object's numbers as doubles: what they would not hold exactly stays text. */
function exactObject(text: string): JsonMembers | null {
  if (!/^\s*\{/.test(text)) return null;
  const value = jsonIn(text);
  return isMembers(value) && isExact(value) ? value : null;
}

function isExact(value: Json): boolean {
  if (isList(value)) return value.every(isExact);
  if (isMembers(value)) return Object.values(value).every(isExact);
  return typeof value !== 'object' || value === null;
}
