import type { Usage } from '@tollgate/contract';
import { sumUp } from '../token-classes.ts';
import type { CompletionClasses, UnitCounts, UsageReading } from './usage-reading.ts';

/** Tokens that were counted here, of what the provider does not say. */
export interface LocalCounts extends CompletionClasses {
  readonly prompt: number;
}

/** Whether there was something to count, on either side of a call. */
export interface Spoken {
  readonly prompt: boolean;
  readonly completion: boolean;
}

/**
 * The sides of a call that its provider leaves to be counted: those it does not tell, and those it tells to be nothing
 * though something was said.
 */
export function unsaidSides(reading: UsageReading | null, spoken: Spoken): Spoken {
  return {
    prompt: spoken.prompt && (reading?.prompt ? promptOf(reading.prompt) === 0 : true),
    completion:
      spoken.completion &&
      (reading?.completion ? reading.completion.output + reading.completion.reasoning === 0 : true),
  };
}

/**
 * The usage of a call: what its provider says, and what was counted where that says nothing.
 * @param unsaid the sides that `counted` stands for; the other side of it is not looked at
 * @param units pieces counted in the answer; those of the report go before
 */
export function completeUsage(
  reading: UsageReading | null,
  unsaid: Spoken,
  counted: LocalCounts,
  units: UnitCounts = {},
): Usage {
  const nothing = { input: 0, cached_input: 0, cache_write: 0 };
  const prompt = unsaid.prompt ? { ...nothing, input: counted.prompt } : (reading?.prompt ?? nothing);
  const own = unsaid.completion ? counted : (reading?.completion ?? { output: 0, reasoning: 0 });
  const { output, reasoning } = own;
  const { input, cached_input, cache_write } = prompt;
  const all = { ...units, ...reading?.units };
  const contradicts =
    reading !== null && (hasSaid(reading, 'prompt', unsaid) || hasSaid(reading, 'completion', unsaid));
  return {
    ...sumUp({ input, cached_input, cache_write, output, reasoning }, unsaid.prompt || unsaid.completion),
    ...((reading?.suspect || contradicts) && { suspect: true as const }),
    ...(reading && Object.keys(reading.details).length > 0 && { details: reading.details }),
    ...(Object.keys(all).length > 0 && { units: all }),
  };
}

/** It said that there was nothing, and there was something. */
function hasSaid(reading: UsageReading, side: keyof Spoken, unsaid: Spoken): boolean {
  return unsaid[side] && reading[side] !== null;
}

function promptOf({ input, cached_input, cache_write }: NonNullable<UsageReading['prompt']>): number {
  return input + cached_input + cache_write;
}
