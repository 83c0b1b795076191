import type { JsonNode } from '../../platform/json-tree.ts';
import { applyEdits, type TextEdit } from '../../platform/text-edits.ts';
import { member } from './texts-in.ts';

/** An event that was seen, to be made again with other words in it. */
export interface SeenEvent {
  readonly root: JsonNode;
  readonly text: string;
  /** The string that brings the words. */
  readonly words: JsonNode;
}

/** The data of an event like the one seen. @param sequence its number; null where events have none */
export function likeEvent({ root, text, words }: SeenEvent, said: string, sequence: number | null): string {
  const edits: TextEdit[] = [{ start: words.start, end: words.end, text: JSON.stringify(said) }];
  const instead = (name: string, value: string): void => {
    const node = member(root, name);
    if (node !== undefined) edits.push({ start: node.start, end: node.end, text: value });
  };
  instead('logprobs', '[]');
  instead('obfuscation', '""');
  if (sequence !== null) instead('sequence_number', String(sequence));
  return applyEdits(
    text,
    edits.toSorted((a, b) => a.start - b.start),
  );
}
