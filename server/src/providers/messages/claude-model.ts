/** What a Claude model takes, as its name tells (Anthropic docs, "Models overview", "Thinking", "Effort"). */
export interface ClaudeModel {
  /** Temperature and its like; 4.7 and later answer 400 to them. */
  readonly takesSampling: boolean;
  /** `temperature` and `top_p` in one request; 4.1 and later answer 400. */
  readonly takesBothSamplings: boolean;
  /** How thinking is asked for: with a budget of tokens, or, since 4.6, by an effort. */
  readonly thinks: 'by budget' | 'by effort';
  readonly takesXhigh: boolean;
  /** Whether it thinks when nobody asks for it: 4.7 and later may, some of them always do. */
  readonly thinksUnasked: 'never' | 'perhaps' | 'always' | 'unknown';
  readonly takesStrictTools: boolean;
  /** What is written for `max_tokens`, which Anthropic wants, where the caller set no limit. */
  readonly maxTokensDefault: number;
}

const version = /claude-(?:[a-z]+-)?(\d{1,2})(?!\d)(?:[-.](\d{1,2})(?!\d))?/i;

/**
 * @param name as the provider has it (`claude-opus-4-5-20251101`, `anthropic.claude-3-haiku-20240307-v1:0`). A name
 * without a version is taken for a model that takes what all of them took before 4.6, as servers of other makers do.
 */
export function claudeModel(name: string): ClaudeModel {
  const isAlwaysThinking = /claude-(?:fable|mythos)/i.test(name);
  const [, major, minor = '0'] = version.exec(name) ?? [];
  const number = major === undefined ? (isAlwaysThinking ? 500 : null) : Number(major) * 100 + Number(minor);
  const isFrom = (from: number): boolean => number !== null && number >= from;
  return {
    takesSampling: !isFrom(407),
    takesBothSamplings: !isFrom(401),
    thinks: isFrom(406) ? 'by effort' : 'by budget',
    takesXhigh: isFrom(407),
    thinksUnasked: isAlwaysThinking ? 'always' : number === null ? 'unknown' : isFrom(407) ? 'perhaps' : 'never',
    takesStrictTools: number === null || isFrom(405),
    maxTokensDefault: maxTokensDefault(number),
  };
}

/** At most what the smallest model of a generation can write, and not so little that ordinary answers end early. */
function maxTokensDefault(number: number | null): number {
  if (number === null) return 8192;
  if (number < 305) return 4096;
  return number < 307 ? 8192 : 32_000;
}
