/** What a request asks for, whatever its protocol: all that the answer depends on. */
export interface Asked {
  readonly wantsStream: boolean;
  /** Every text of the conversation, instructions included: what prompt tokens are counted of. */
  readonly texts: readonly string[];
  /** The last thing that the user said. */
  readonly question: string;
  /** What the tools said since the model's last words; null when nothing. */
  readonly results: readonly string[] | null;
  /** How many results there are in all. */
  readonly resultCount: number;
  readonly tools: readonly OfferedTool[];
  /** `required` wants any of them, a name this one. */
  readonly choice: 'auto' | 'none' | 'required' | { readonly name: string };
  /** The schema that the answer must follow; undefined when it is free. */
  readonly schema: unknown;
}

export interface OfferedTool {
  readonly name: string;
  readonly parameters: unknown;
}

/** One thing said in a conversation, in order. */
export interface Said {
  readonly by: 'instructions' | 'user' | 'model' | 'tool';
  readonly text: string;
}

/** The parts of `Asked` that follow from a conversation. */
export function heard(said: readonly Said[]): Pick<Asked, 'texts' | 'question' | 'results' | 'resultCount'> {
  const textsBy = (who: Said['by'], of: readonly Said[]): string[] =>
    of.filter(({ by }) => by === who).map(({ text }) => text);
  const results = textsBy('tool', said.slice(said.findLastIndex(({ by }) => by === 'model') + 1));
  return {
    texts: said.map(({ text }) => text),
    question: textsBy('user', said).at(-1) ?? '',
    results: results.length > 0 ? results : null,
    resultCount: textsBy('tool', said).length,
  };
}
