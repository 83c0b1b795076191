import type { NumberRuns } from '../engine/number-runs.ts';
import { isArgentineCuit, isBrazilianCnpj, isBrazilianCpf, isChileanRut } from '../validators/ids/americas.ts';
import { isEmiratesId } from '../validators/ids/africa-and-middle-east.ts';
import { isKoreanRrn, isThaiId } from '../validators/ids/asia-pacific.ts';
import { isFinnishHetu } from '../validators/ids/northern-europe.ts';
import { isBelgianNationalNumber, isFrenchNir, isSwissAhv, isUkNino } from '../validators/ids/western-europe.ts';
import type { NumberDetector } from './detector.ts';

interface Form {
  /** How long the runs of digits are; the first tells which forms to try. */
  readonly runs: readonly number[];
  readonly written: RegExp;
  readonly check: (compact: string) => boolean;
  /** How far before the first digit it begins. */
  readonly before?: number;
}

/** Written forms that nothing else has, with a check digit (or, for the NINO, six digits in pairs between letters). */
const forms: readonly Form[] = [
  { runs: [3, 3, 3, 2], written: /\d{3}\.\d{3}\.\d{3}-\d{2}/y, check: isBrazilianCpf },
  { runs: [2, 3, 3, 4, 2], written: /\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}/y, check: isBrazilianCnpj },
  { runs: [2, 2, 2, 3, 2], written: /\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}/y, check: isBelgianNationalNumber },
  { runs: [3, 4, 4, 2], written: /756\.\d{4}\.\d{4}\.\d{2}/y, check: isSwissAhv },
  { runs: [1, 3, 3], written: /\d\.\d{3}\.\d{3}-[\dkK]/y, check: isChileanRut },
  { runs: [2, 3, 3], written: /\d{2}\.\d{3}\.\d{3}-[\dkK]/y, check: isChileanRut },
  { runs: [2, 8, 1], written: /\d{2}-\d{8}-\d/y, check: isArgentineCuit },
  { runs: [1, 4, 5, 2, 1], written: /\d-\d{4}-\d{5}-\d{2}-\d/y, check: isThaiId },
  { runs: [3, 4, 7, 1], written: /784-\d{4}-\d{7}-\d/y, check: isEmiratesId },
  { runs: [6, 7], written: /\d{6}-[1-8]\d{6}/y, check: isKoreanRrn },
  { runs: [6], written: /\d{6}[-+]\d{3}[0-9A-FHJ-NPR-Y]/y, check: isFinnishHetu },
  { runs: [1, 2, 2, 2, 3, 3, 2], written: /\d(?: \d{2}){3}(?: \d{3}){2} \d{2}/y, check: isFrenchNir },
  { runs: [2, 2, 2], written: /[A-Z]{2} \d{2} \d{2} \d{2} [A-D]/y, check: isUkNino, before: 3 },
];

const byFirst: (readonly Form[])[] = Array.from({ length: 7 }, (_, length) =>
  forms.filter(({ runs }) => runs[0] === length),
);

/** An identity number of another country in its own written form, with a right check digit. */
export const writtenNationalId: NumberDetector = {
  lengths: [1, 2, 3, 6],
  look(text, runs, index, report) {
    const length = runs.length(index);
    const candidates = byFirst[length]!;
    if (candidates.length === 0) return;
    const next = text.charCodeAt(runs.ends[index]!);
    // A full stop, a dash, a plus or a blank.
    if (next !== 0x2e && next !== 0x2d && next !== 0x20 && next !== 0x2b) return;
    for (const form of candidates) {
      if (!hasRuns(runs, index, form.runs)) continue;
      const start = runs.starts[index]! - (form.before ?? 0);
      if (start < 0) continue;
      form.written.lastIndex = start;
      if (!form.written.test(text)) continue;
      const end = form.written.lastIndex;
      if (isGlued(text, start, end)) continue;
      const written = text.slice(start, end).toUpperCase();
      if (form.check(written.replace(/[ ./-]/g, '')) || form.check(written)) {
        report(start, end);
        return;
      }
    }
  },
};

function hasRuns(runs: NumberRuns, index: number, lengths: readonly number[]): boolean {
  for (let at = 1; at < lengths.length; at++) if (runs.length(index + at) !== lengths[at]) return false;
  return true;
}

/** Part of a longer number, word, version or chain. */
function isGlued(text: string, start: number, end: number): boolean {
  return (
    /[0-9A-Za-z_.-]$/.test(text.slice(Math.max(0, start - 1), start)) ||
    /^(?:[0-9A-Za-z_]|[.-]\d)/.test(text.slice(end, end + 2))
  );
}
