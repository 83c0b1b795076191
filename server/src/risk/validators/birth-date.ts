import { isCalendarDay } from './dates.ts';

/** The first three letters of the months in English, German, French, Spanish, Italian, Portuguese and Dutch. */
const months = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fév', 'fev'],
  ['mar', 'mär', 'mrt', 'maa'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mag', 'mei'],
  ['jun', 'jui', 'giu'],
  ['jul', 'lug'],
  ['aug', 'aoû', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'ott', 'out'],
  ['nov'],
  ['dec', 'dez', 'déc', 'dic'],
];
const yearFirst = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?$/;
const yearMonth = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?月?$/;
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const dayMonth = /^(\d{1,2})(?:st|nd|rd|th|\.|º)?[ -](?:of |de )?(\p{L}{3})\p{L}{0,7}\.?,?(?: de)?[ -](\d{4})$/iu;
const monthDay = /^([a-z]{3})[a-z]{0,6}\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i;

/**
 * A day on which somebody who lives can have been born, as people write it; the order of day and month is left open,
 * and so is the century of a year of two digits.
 */
export function isBirthDate(value: string): boolean {
  const text = value.trim();
  const first = yearFirst.exec(text) ?? compact.exec(text);
  if (first) return isBirthDay(Number(first[1]), Number(first[2]), Number(first[3]));
  const month = yearMonth.exec(text);
  if (month) return isBirthDay(Number(month[1]), Number(month[2]), 1);
  const last = yearLast.exec(text);
  if (last) {
    const [one, other] = [Number(last[1]), Number(last[2])];
    const year = last[3]!.length === 2 ? 1900 + Number(last[3]) : Number(last[3]);
    return isBirthDay(year, one, other) || isBirthDay(year, other, one);
  }
  const named = dayMonth.exec(text);
  if (named) return isBirthDay(Number(named[3]), monthOf(named[2]), Number(named[1]));
  const american = monthDay.exec(text);
  return american !== null && isBirthDay(Number(american[3]), monthOf(american[1]), Number(american[2]));
}

function monthOf(name: string | undefined): number {
  const head = name?.toLowerCase() ?? '';
  return months.findIndex((names) => names.includes(head)) + 1;
}

/** Years whose first day forms and tests put where no birth day is known. */
const defaults = new Set([1900, 1970, 2000, 2020]);

function isBirthDay(year: number, month: number, day: number): boolean {
  if (month === 1 && day === 1 && defaults.has(year)) return false;
  return year >= 1900 && year < 2050 && isCalendarDay(year, month, day);
}
