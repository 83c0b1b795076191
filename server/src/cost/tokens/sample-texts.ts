/** What of some texts is counted token by token. */
export interface TextSample {
  readonly pieces: readonly string[];
  /** UTF-16 code units in the pieces, and in the texts as a whole. */
  readonly sampled: number;
  readonly whole: number;
}

/** Short enough that no run of it, whatever it holds, takes an encoder long. */
const pieceLength = 4096;

/**
 * Cuts texts into pieces. Of more than `sampledMax` code units in all, only every so manieth piece is taken, so that each
 * part of them has its share.
 */
export function sampleTexts(texts: readonly string[], sampledMax: number): TextSample {
  const whole = texts.reduce((sum, text) => sum + text.length, 0);
  const every = Math.max(1, Math.ceil(whole / sampledMax));
  const pieces: string[] = [];
  let sampled = 0;
  let seen = 0;
  for (const text of texts) {
    for (let start = 0; start < text.length; start += pieceLength) {
      if (every > 1 && seen++ % every > 0) continue;
      const piece = text.slice(start, start + pieceLength);
      pieces.push(piece);
      sampled += piece.length;
      if (sampled >= sampledMax) return { pieces, sampled, whole };
    }
  }
  return { pieces, sampled, whole };
}

/** What the whole comes to when its sample has so many tokens. */
export function scaledUp({ sampled, whole }: TextSample, tokens: number): number {
  return sampled === 0 ? 0 : Math.round((tokens * whole) / sampled);
}
