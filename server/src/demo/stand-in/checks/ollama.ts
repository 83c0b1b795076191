import type { StandInCall } from '../call.ts';
import { refuse } from '../failure.ts';
import { isObject, type JsonObject, objectsIn, stringIn } from '../json.ts';

/** What Ollama cannot read: it decodes into Go's types, and takes members that it doesn't know. @throws Refused */
export function checkOllama({ json }: StandInCall): void {
  if (json === null) refuse('unexpected EOF');
  if (stringIn(json['model']) === '') refuse('model is required');
  wants(json, 'options', isObject, 'ChatRequest', 'map[string]interface {}');
  wants(json, 'messages', Array.isArray, 'ChatRequest', '[]api.Message');
  wants(json, 'tools', Array.isArray, 'ChatRequest', 'api.Tools');
  wants(json, 'stream', (value) => typeof value === 'boolean', 'ChatRequest', 'bool');
  const { think, format } = json;
  if (think != null && typeof think !== 'boolean' && !['low', 'medium', 'high', 'max'].includes(stringIn(think))) {
    refuse(`invalid think value: ${JSON.stringify(think)} (must be "high", "medium", "low", true, or false)`);
  }
  if (format != null && format !== '' && format !== 'json' && !isObject(format)) {
    refuse(`invalid format: ${JSON.stringify(format)}; expected "json" or a valid JSON Schema object`, { status: 500 });
  }
  objectsIn(json['messages']).forEach(checkMessage);
}

function checkMessage(message: JsonObject): void {
  const role = stringIn(message['role']);
  if (!['system', 'user', 'assistant', 'tool'].includes(role)) {
    refuse(`invalid role: ${role}, role must be one of [user, assistant, system, tool]`);
  }
  wants(message, 'content', (value) => typeof value === 'string', 'Message.messages.content of type', 'string');
  const { images } = message;
  if (Array.isArray(images) && images.some((image) => !/^[A-Za-z0-9+/]+=*$/.test(stringIn(image)))) {
    refuse('illegal base64 data at input byte 0');
  }
  for (const { function: called } of objectsIn(message['tool_calls'])) {
    if (isObject(called)) wants(called, 'arguments', isObject, 'ToolCallFunction', 'api.ToolCallFunctionArguments');
  }
}

function wants(
  value: JsonObject,
  name: string,
  accepts: (value: unknown) => boolean,
  type: string,
  wanted: string,
): void {
  const given = value[name];
  if (given == null || accepts(given)) return;
  refuse(
    `json: cannot unmarshal ${Array.isArray(given) ? 'array' : typeof given} into Go struct field ${type}.${name} of type ${wanted}`,
  );
}
