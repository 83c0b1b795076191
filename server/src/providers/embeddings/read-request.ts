import { type JsonNode, placeOf } from '../../platform/json-tree.ts';
import { BodyReader } from '../request/body-reader.ts';
import { collectTexts } from '../request/collect-texts.ts';
import { type GovernedRequest, InvalidBody } from '../request/governed-request.ts';

/**
 * Reads `POST /v1/embeddings` (OpenAI API reference, "Create embeddings"). Its input is a text, a list of texts, a list of
 * token ids or a list of such lists; token ids are content that no rule can look into.
 * @throws InvalidBody
 */
export function readEmbeddingsRequest(text: string): GovernedRequest {
  const reader = new BodyReader(text);
  const { root } = reader;
  const model = reader.model();
  const input = reader.member(root, 'input');
  if (!input) throw new InvalidBody('"input" is missing.', 'input');
  checkInput(input);
  reader.once(root, ['dimensions', 'encoding_format']);
  return {
    text,
    root,
    model,
    stream: false,
    usageAsked: true,
    // A refusal in words is no list of numbers.
    needsStructure: true,
    conversation: null,
    carried: reader.carried(),
    ...collectTexts(text, root, (node, inherited) => (isInput(node) ? 'user' : inherited), isUnreadable),
  };
}

function checkInput(input: JsonNode): void {
  if (input.kind === 'string' || isTokenIds(input)) return;
  if (input.kind !== 'array' || input.children.length === 0) throw invalid(input);
  const isOfTexts = input.children[0]?.kind === 'string';
  for (const child of input.children) {
    if (isOfTexts ? child.kind !== 'string' : !isTokenIds(child)) throw invalid(child);
  }
}

function isInput(node: JsonNode): boolean {
  return node.key === 'input' && node.parent?.parent === null;
}

function isTokenIds(node: JsonNode): boolean {
  return node.kind === 'array' && node.children.length > 0 && node.children.every(({ kind }) => kind === 'number');
}

function isUnreadable(node: JsonNode): boolean {
  return isTokenIds(node) && (isInput(node) || (node.parent !== null && isInput(node.parent)));
}

function invalid(node: JsonNode): InvalidBody {
  const place = placeOf(node);
  return new InvalidBody(
    `"${place}" must be a text, or a list of texts, of token ids, or of lists of token ids.`,
    place,
  );
}
