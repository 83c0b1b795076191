import { refuse } from '../failure.ts';
import { isObject, type JsonObject, objectsIn, stringIn } from '../json.ts';
import { looksSigned } from '../signature.ts';
import { unknownIn } from './google-schema.ts';

const partMembers = new Set(
  (
    'text thought thoughtSignature inlineData fileData functionCall functionResponse executableCode codeExecutionResult ' +
    'videoMetadata mediaResolution partMetadata toolCall toolResponse'
  ).split(' '),
);
const dataMembers = ['text', 'inlineData', 'fileData', 'functionCall', 'functionResponse', 'executableCode'];
const callMembers = new Set(['id', 'name', 'args', 'partialArgs', 'willContinue']);
const responseMembers = new Set(['id', 'name', 'response', 'willContinue', 'scheduling', 'parts']);
/** What Google lets stand where a signature is lost (ai.google.dev/gemini-api/docs/thought-signatures). */
const excuses = ['skip_thought_signature_validator', 'context_engineering_is_the_way_to_go'];

/** What Gemini refuses of a conversation. @throws Refused */
export function checkContents(contents: unknown, wantsSignatures: boolean): void {
  const turns = objectsIn(contents);
  if (turns.length === 0) refuse('* GenerateContentRequest.contents: contents is not specified');
  const current = turns.findLastIndex(({ role, parts }) => role !== 'model' && !hasResponses(parts));
  turns.forEach((turn, index) => {
    unknownIn(turn, new Set(['role', 'parts']), `contents[${index}]`);
    const parts = objectsIn(turn['parts']);
    if (!['user', 'model'].includes(stringIn(turn['role'] ?? 'user'))) {
      refuse('Please use a valid role: user, model.');
    }
    if (parts.length === 0) {
      refuse(`* GenerateContentRequest.contents[${index}].parts: contents.parts must not be empty.`);
    }
    parts.forEach((part, at) => checkPart(part, `contents[${index}].parts[${at}]`));
    checkCalls(turns, index);
    if (wantsSignatures && index > current) checkSigned(parts, index);
  });
}

function hasResponses(parts: unknown): boolean {
  return objectsIn(parts).some((part) => 'functionResponse' in part);
}

function checkPart(part: JsonObject, place: string): void {
  unknownIn(part, partMembers, place);
  const { functionCall: called, functionResponse: result, thoughtSignature: signature, inlineData: inline } = part;
  if (!dataMembers.some((name) => name in part)) {
    refuse(`* GenerateContentRequest.${place}.data: required oneof field 'data' must have one initialized field`);
  }
  if (isObject(inline)) unknownIn(inline, new Set(['mimeType', 'data']), `${place}.inline_data`);
  if (isObject(called)) {
    unknownIn(called, callMembers, `${place}.function_call`);
    if (called['args'] !== undefined && !isObject(called['args']))
      refuse(`Invalid value at '${place}.function_call.args'`);
    named(called, `${place}.function_call`);
  }
  if (isObject(result)) {
    unknownIn(result, responseMembers, `${place}.function_response`);
    if (!isObject(result['response'])) refuse(`Invalid value at '${place}.function_response.response'`);
    named(result, `${place}.function_response`);
  }
  if (signature !== undefined && !looksSigned(signature) && !excuses.includes(stringIn(signature))) {
    refuse('Thought signature is not valid.');
  }
}

function named({ name }: JsonObject, place: string): void {
  if (stringIn(name) === '') refuse(`* GenerateContentRequest.${place}.name: Name cannot be empty.`);
}

/** Responses directly after their calls, as many, of the same names. */
function checkCalls(turns: readonly JsonObject[], index: number): void {
  const namesIn = (at: number, member: string): string[] =>
    objectsIn(turns[at]?.['parts']).flatMap((part) => (isObject(part[member]) ? [stringIn(part[member]['name'])] : []));
  const called = namesIn(index, 'functionCall');
  const answered = namesIn(index, 'functionResponse');
  const [before, after] = [namesIn(index - 1, 'functionCall'), namesIn(index + 1, 'functionResponse')];
  if (called.length > 0) {
    if (turns[index]?.['role'] !== 'model' || index === 0 || turns[index - 1]?.['role'] === 'model') {
      refuse(
        'Please ensure that function call turn comes immediately after a user turn or after a function response turn.',
      );
    }
    if (called.length !== after.length) {
      refuse(
        'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
      );
    }
  }
  if (answered.length === 0) return;
  if (before.length === 0) {
    refuse('Please ensure that function response turn comes immediately after a function call turn.');
  }
  if (before.toSorted().join(' ') !== answered.toSorted().join(' ')) {
    refuse('Please ensure that function responses are named as their function calls are.');
  }
}

function checkSigned(parts: readonly JsonObject[], index: number): void {
  const first = parts.find((part) => isObject(part['functionCall']));
  if (first === undefined || first['thoughtSignature'] !== undefined) return;
  const name = isObject(first['functionCall']) ? stringIn(first['functionCall']['name']) : '';
  refuse(
    `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, ` +
      `and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${name}\` , position ${index + 1}.`,
  );
}
