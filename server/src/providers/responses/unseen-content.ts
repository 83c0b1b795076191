import { type JsonNode, placeOf } from '../../platform/json-tree.ts';
import type { BodyReader } from '../request/body-reader.ts';
import { InvalidBody } from '../request/governed-request.ts';

/** Members by which a request takes in content that lies at the provider, with what to do instead. */
const unseen: readonly (readonly [string, string])[] = [
  ['previous_response_id', 'Send the whole conversation as "input", with "store": false.'],
  ['conversation', 'Send the whole conversation as "input", with "store": false.'],
  ['prompt', 'Send the text of the prompt template as "instructions" and "input".'],
];

/**
 * Refuses what names content that is kept at the provider, since nobody here could scan it, and what would make an answer
 * there that is fetched past the gateway.
 * @throws InvalidBody
 */
export function refuseUnseen(reader: BodyReader): void {
  const { root } = reader;
  for (const [name, instead] of unseen) {
    const node = reader.member(root, name);
    if (node === null || reader.raw(node) === 'null') continue;
    throw new InvalidBody(`"${name}" names content that this gateway cannot see, so it is not taken. ${instead}`, name);
  }
  if (reader.boolean(root, 'background') === true) {
    throw new InvalidBody('"background" is not taken: an answer is given with its request, here.', 'background');
  }
  const input = reader.member(root, 'input');
  for (const item of input?.kind === 'array' ? input.children : []) {
    if (item.kind === 'object' && isReference(reader, item)) throw unseenItem(item);
  }
}

/** The type of a reference may be left out: then its id is all that it has. */
function isReference(reader: BodyReader, item: JsonNode): boolean {
  const type = reader.member(item, 'type');
  if (type !== null && reader.raw(type) !== 'null') return reader.optionalString(item, 'type') === 'item_reference';
  const isSaid = (name: string): boolean => reader.member(item, name) !== null;
  return isSaid('id') && !isSaid('role') && !isSaid('content');
}

function unseenItem(item: JsonNode): InvalidBody {
  const place = placeOf(item);
  return new InvalidBody(
    `"${place}" refers to an item that this gateway cannot see, so it is not taken. Send the item itself, with "store": false.`,
    place,
  );
}
