import { type JsonNode, parseJsonTree, stringOf } from '../../platform/json-tree.ts';
import { applyEdits, type TextEdit } from '../../platform/text-edits.ts';
import type { AnswerTexts, TextSpot } from '../../providers/answer-texts/answer-texts.ts';
import type { AnswerReader } from '../../risk/answer/answer-reader.ts';
import { logprobsBeside, sealInstead } from './event-edits.ts';

/**
 * A whole answer, in the caller's protocol, with what the rules leave of its texts; the same bytes where they change
 * nothing. When `reader.cut` is set it must not be given.
 * @throws when a rule cannot be evaluated, or the body cannot be read
 */
export function guardBody(body: Buffer, texts: AnswerTexts, reader: AnswerReader, isStructured: boolean): Buffer {
  const text = body.toString('utf8');
  const spots = texts.ofBody(parseJsonTree(text, 200), text, isStructured);
  const said = spots.filter(({ kind }) => kind !== 'seal');
  const values = said.map(({ kind, node }) =>
    kind === 'json' ? text.slice(node.start, node.end) : stringOf(text, node),
  );
  const passed = reader.whole(said.map(({ name }, index) => ({ ...name, value: values[index]! })));
  if (reader.cut !== null) return body;
  const changed = new Set<string>();
  const edits = said.flatMap(({ node, kind, key }, index): TextEdit[] => {
    const now = passed[index]!;
    if (now === values[index]) return [];
    changed.add(key);
    return [editOf(node, kind, now), ...logprobsBeside(node)];
  });
  const seals = spots
    .filter(({ kind, key }) => kind === 'seal' && changed.has(key))
    .map(({ node }) => sealInstead(node));
  return edits.length === 0 ? body : Buffer.from(applyEdits(text, [...edits, ...seals]));
}

function editOf(node: JsonNode, kind: TextSpot['kind'], now: string): TextEdit {
  return { start: node.start, end: node.end, text: kind === 'json' ? now : JSON.stringify(now) };
}
