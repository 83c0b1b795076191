import { isUsSsn } from '../validators/national-ids.ts';
import type { NumberDetector } from './detector.ts';

/** A US social security number in its written form, 3-2-4. */
export const usSsn: NumberDetector = {
  lengths: [3],
  look(text, runs, index, report) {
    if (runs.length(index) !== 3 || runs.length(index + 1) !== 2 || runs.length(index + 2) !== 4) return;
    const start = runs.starts[index]!;
    const end = runs.ends[index + 2]!;
    if (end - start !== 11) return;
    const separator = text.charAt(start + 3);
    if ((separator !== '-' && separator !== ' ') || text.charAt(start + 6) !== separator) return;
    if (/[-./]$/.test(text.slice(Math.max(0, start - 1), start)) || /^[-/]\d/.test(text.slice(end, end + 2))) return;
    if (isUsSsn(text.slice(start, end))) report(start, end);
  },
};
