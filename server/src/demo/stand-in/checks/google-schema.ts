import { refuse } from '../failure.ts';
import { isObject, type JsonObject, objectsIn, stringIn } from '../json.ts';

const members = new Set(
  (
    'type format title description nullable enum maxItems minItems properties required minProperties maxProperties ' +
    'minLength maxLength pattern example anyOf propertyOrdering default items minimum maximum'
  ).split(' '),
);
const types = ['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY', 'OBJECT', 'NULL'];

/** What Gemini refuses of a `Schema`, which is a part of OpenAPI 3.0 and no JSON schema. @throws Refused */
export function checkSchema(schema: JsonObject, place: string): void {
  unknownIn(schema, members, place);
  const { type, anyOf } = schema;
  if (type !== undefined && typeof type !== 'string') {
    refuse(`Invalid value at '${place}.type': Proto field is not repeating, cannot start list.`);
  }
  if (type !== undefined && !types.includes(stringIn(type).toUpperCase())) {
    refuse(
      `Invalid value at '${place}.type' (type.googleapis.com/google.ai.generativelanguage.v1beta.Type), "${type}"`,
    );
  }
  const { enum: values, properties, items, required } = schema;
  if (Array.isArray(values) && values.some((value) => typeof value !== 'string')) {
    refuse(`Invalid value at '${place}.enum[0]' (TYPE_STRING)`);
  }
  const named = isObject(properties) ? properties : {};
  if (Array.isArray(required)) {
    const index = required.findIndex((name) => !(stringIn(name) in named));
    if (index >= 0) refuse(`* GenerateContentRequest.${place}.required[${index}]: property is not defined`);
  }
  if (stringIn(type).toUpperCase() === 'ARRAY' && items === undefined) {
    refuse(`* GenerateContentRequest.${place}.items: missing field.`);
  }
  for (const [name, inner] of Object.entries(named)) {
    if (isObject(inner)) checkSchema(inner, `${place}.properties[${name}]`);
  }
  if (isObject(items)) checkSchema(items, `${place}.items`);
  objectsIn(anyOf).forEach((inner, index) => checkSchema(inner, `${place}.any_of[${index}]`));
}

/** Refuses members that a message of the protocol does not have. @throws Refused */
export function unknownIn(value: JsonObject, known: ReadonlySet<string>, place: string): void {
  const name = Object.keys(value).find((member) => !known.has(member));
  if (name === undefined) return;
  const where = place === '' ? '' : ` at '${place}'`;
  refuse(`Invalid JSON payload received. Unknown name "${name}"${where}: Cannot find field.`);
}
