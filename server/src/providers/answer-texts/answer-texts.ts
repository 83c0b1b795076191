import type { JsonNode } from '../../platform/json-tree.ts';
import type { TextName } from '../../risk/answer/answer-text.ts';

/** Where the texts of an answer stand, in the protocol that the caller speaks. */
export interface AnswerTexts {
  /** For one stream. @param isStructured its content is JSON that somebody asked for */
  ofStream(isStructured: boolean): StreamTexts;
  /** The texts of a whole answer. */
  ofBody(root: JsonNode, text: string, isStructured: boolean): readonly TextSpot[];
}

export interface StreamTexts {
  /** The texts in the stream's next event; they must be asked for in its order. */
  inEvent(root: JsonNode, text: string): EventTexts;
  /** An event that says more of a text. @param sequence its number, where events are numbered */
  more(key: string, said: string, sequence: number | null): string;
}

export interface EventTexts {
  readonly spots: readonly TextSpot[];
  /** Whether nothing more comes of a text, or nothing that belongs to it, when this event is said. */
  closes(key: string): boolean;
}

/** One text, or a piece of one. */
export interface TextSpot {
  readonly node: JsonNode;
  /**
   * `piece`: the next one of a text; `again`: a text that came in pieces, said once more as a whole; `whole`: a text by
   * itself; `json`: the same, but the node's own JSON is the text; `seal`: it proves that the text is as it was.
   */
  readonly kind: 'piece' | 'again' | 'whole' | 'json' | 'seal';
  /** Tells the texts of one answer apart. */
  readonly key: string;
  readonly name: TextName;
}
