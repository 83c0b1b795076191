import type { NumberDetector } from './detector.ts';

const rest = /-[a-z0-9]{32}(?![A-Za-z0-9])(?:\.apps\.googleusercontent\.com)?/y;

/** An OAuth client id of Google: the project's number of 10 to 13 digits, a hyphen and 32 letters and digits. */
export const googleClientId: NumberDetector = {
  lengths: [10, 11, 12, 13],
  look(text, runs, index, report) {
    const start = runs.starts[index]!;
    const end = runs.ends[index]!;
    if (text.charCodeAt(end) !== 0x2d) return;
    rest.lastIndex = end;
    if (rest.test(text) && /[a-z]/.test(text.slice(end, end + 33))) report(start, rest.lastIndex);
  },
};
