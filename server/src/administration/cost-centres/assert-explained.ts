import { invalid } from '../refuse.ts';

/**
 * Days that are over are in reports that somebody has read: what changes them needs a reason, which the log keeps.
 * @param from the first day that changes, `YYYY-MM-DD`; `today` in the reporting zone
 * @throws AdministrationRefusal
 */
export function assertExplained(from: string, today: string, reason: string | null): void {
  if (from < today && reason === null) throw invalid('reason', 'is needed: days that are over change');
}
