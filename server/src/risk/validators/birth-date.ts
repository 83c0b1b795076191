import { isCalendarDay } from './dates.ts';

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const yearFirst = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?$/;
const yearMonth = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?月?$/;
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const dayMonth = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3})[a-z]{0,6}\.?,?[ -](\d{4})$/i;
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
  return months.indexOf(name?.toLowerCase() ?? '') + 1;
}

function isBirthDay(year: number, month: number, day: number): boolean {
  return year >= 1900 && year < 2050 && isCalendarDay(year, month, day);
}
