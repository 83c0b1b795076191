import type { Behaviour } from '../behaviour.ts';
import type { StandInCall } from '../call.ts';
import { refuse } from '../failure.ts';
import { isObject, type JsonObject, objectsIn, stringIn } from '../json.ts';
import { checkContents } from './google-contents.ts';
import { checkSchema, unknownIn } from './google-schema.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const requestMembers = words(
  'contents tools toolConfig safetySettings systemInstruction generationConfig cachedContent model store serviceTier',
);
const configMembers = words(
  'stopSequences responseMimeType responseSchema responseJsonSchema _responseJsonSchema responseModalities candidateCount ' +
    'maxOutputTokens temperature topP topK seed presencePenalty frequencyPenalty responseLogprobs logprobs ' +
    'enableEnhancedCivicAnswers speechConfig thinkingConfig imageConfig mediaResolution responseFormat',
);
const toolMembers = words(
  'functionDeclarations googleSearchRetrieval codeExecution googleSearch computerUse urlContext fileSearch mcpServers googleMaps',
);
const declarationMembers = words(
  'name description behavior parameters parametersJsonSchema response responseJsonSchema',
);

/** What Gemini refuses of a request: its JSON is read strictly. @throws Refused */
export function checkGoogle(call: StandInCall, behaviour: Behaviour): void {
  checkGoogleKey(call);
  const { json, path } = call;
  if (json === null) refuse('Invalid JSON payload received. Unexpected end of string.');
  if (path.includes(':streamGenerateContent') && !path.includes('alt=sse')) {
    refuse('The stand-in streams with alt=sse only.');
  }
  unknownIn(json, requestMembers, '');
  if (isObject(json['generationConfig'])) checkConfig(json['generationConfig']);
  objectsIn(json['tools']).forEach(checkTool);
  const instruction = json['systemInstruction'];
  if (isObject(instruction) && objectsIn(instruction['parts']).length === 0) {
    refuse('* GenerateContentRequest.system_instruction.parts: contents.parts must not be empty.');
  }
  checkContents(json['contents'], behaviour.signs === true);
}

/** The key comes in its header: in the URL it would be in every log. @throws Refused */
export function checkGoogleKey({ headers, path }: StandInCall): void {
  if (path.includes('key=')) refuse('The stand-in takes keys in x-goog-api-key only.');
  if (headers['x-goog-api-key'] === undefined) {
    const message = "Method doesn't allow unregistered callers (callers without established identity).";
    refuse(message, { status: 403 });
  }
}

function checkConfig(config: JsonObject): void {
  unknownIn(config, configMembers, 'generation_config');
  if (isObject(config['responseSchema'])) checkSchema(config['responseSchema'], 'generation_config.response_schema');
  if (isObject(config['thinkingConfig'])) {
    unknownIn(config['thinkingConfig'], words('includeThoughts thinkingBudget thinkingLevel'), 'thinking_config');
    if ('thinkingBudget' in config['thinkingConfig'] && 'thinkingLevel' in config['thinkingConfig']) {
      refuse('You can only set only one of thinking budget and thinking level.');
    }
  }
  const hasSchema = config['responseSchema'] !== undefined || config['responseJsonSchema'] !== undefined;
  if (hasSchema && config['responseMimeType'] !== 'application/json') {
    refuse("Setting 'response_schema' requires response_mime_type 'application/json'.");
  }
  if (Array.isArray(config['stopSequences']) && config['stopSequences'].length > 5) {
    refuse(
      '* GenerateContentRequest.generation_config.stop_sequences: the number of stop_sequences must not exceed 5.',
    );
  }
}

function checkTool(tool: JsonObject, index: number): void {
  const place = `tools[${index}]`;
  unknownIn(tool, toolMembers, place);
  objectsIn(tool['functionDeclarations']).forEach((declared, at) => {
    const inner = `${place}.function_declarations[${at}]`;
    unknownIn(declared, declarationMembers, inner);
    if (!/^[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}$/.test(stringIn(declared['name']))) {
      refuse(`* GenerateContentRequest.${inner}.name: [FIELD_INVALID] Invalid function name.`);
    }
    if (declared['parameters'] !== undefined && declared['parametersJsonSchema'] !== undefined) {
      refuse(`* GenerateContentRequest.${inner}: only one of parameters and parameters_json_schema may be set.`);
    }
    if (isObject(declared['parameters'])) checkSchema(declared['parameters'], `${inner}.parameters`);
  });
}
