/**
 * Which generation of Gemini a name stands for (`gemini-2.5-pro` → 2.5): what it takes differs. `…-latest` names count
 * as 3. Null when the name tells of none (Gemma, tuned models).
 */
export function generationOf(model: string): number | null {
  const number = /gemini-(\d+(?:\.\d+)?)/i.exec(model)?.[1];
  if (number !== undefined) return Number(number);
  return /gemini-[a-z-]*latest/i.test(model) ? 3 : null;
}

/** From Gemini 3 on a call of a tool comes back with its signature or is refused. */
export function needsSignatures(model: string): boolean {
  return (generationOf(model) ?? 0) >= 3;
}

/** From Gemini 3 on images and files of a tool's result stand within the result. */
export function nestsMediaInResults(model: string): boolean {
  return (generationOf(model) ?? 0) >= 3;
}
