import { type UsageDetail, type UsageUnit, usageDetails } from '@tollgate/contract';
import type { CompletionClasses, PromptClasses, UsageReading } from './usage-reading.ts';
import type { UsageReport } from './usage-report.ts';

/** What a protocol's reader takes out of a report. */
export interface Counts {
  readonly prompt: PromptClasses | null;
  readonly completion: CompletionClasses | null;
  readonly details?: Readonly<Partial<Record<UsageDetail, number | null>>>;
  readonly units?: Readonly<Partial<Record<UsageUnit, number | null>>>;
  readonly serviceTier?: unknown;
}

const detailNames = Object.keys(usageDetails) as UsageDetail[];

/** Concludes the reading of a report. What lies within a class is never more than the class. */
export function readingOf(report: UsageReport, counts: Counts): UsageReading {
  const { prompt, completion, serviceTier } = counts;
  const room = { input: 0, cached_input: 0, cache_write: 0, output: 0, reasoning: 0, ...prompt, ...completion };
  const details: Partial<Record<UsageDetail, number>> = {};
  for (const name of detailNames) {
    const said = counts.details?.[name] ?? 0;
    const fitting = Math.min(said, room[usageDetails[name]]);
    room[usageDetails[name]] -= fitting;
    report.suspectIf(fitting < said);
    if (fitting > 0) details[name] = fitting;
  }
  const units = Object.fromEntries(Object.entries(counts.units ?? {}).filter(([, count]) => (count ?? 0) > 0));
  return {
    prompt,
    completion,
    details,
    units,
    serviceTier: typeof serviceTier === 'string' && serviceTier !== '' ? serviceTier.slice(0, 64) : null,
    unknownFields: report.unknownFields(),
    suspect: report.isSuspect || (prompt === null && completion === null),
  };
}

/** Tokens of one kind in a prompt; what was cached of them is told apart, or taken from what does not fit the rest. */
export function promptKind(
  all: number | null,
  cached: number | null,
  input: number,
): { fresh: number; cached: number } {
  const read = Math.min(cached ?? Math.max(0, (all ?? 0) - input), all ?? 0);
  return { fresh: (all ?? 0) - read, cached: read };
}

/** What is cached can be no more than the prompt: the stated prompt holds, and nothing is counted twice. */
export function splitPrompt(report: UsageReport, prompt: number, read: number, written: number): PromptClasses {
  report.suspectIf(read + written > prompt);
  const cached_input = Math.min(read, prompt);
  const cache_write = Math.min(written, prompt - cached_input);
  return { input: prompt - cached_input - cache_write, cached_input, cache_write };
}
