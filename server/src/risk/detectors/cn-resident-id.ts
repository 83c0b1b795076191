import { isCnResidentId } from '../validators/national-ids.ts';
import type { NumberDetector } from './detector.ts';

/** A Chinese resident id of 18 places with a right check character, in one piece. */
export const cnResidentId: NumberDetector = {
  lengths: [17, 18],
  look(text, runs, index, report) {
    const length = runs.length(index);
    if (length !== 17 && length !== 18) return;
    const start = runs.starts[index]!;
    if (isCnResidentId(text.slice(start, start + 18))) report(start, start + 18);
  },
};
