/**
 * The calendar day of a moment in a time zone.
 * @param timeZone an IANA name
 * @returns `YYYY-MM-DD`
 */
export function calendarDay(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${of['year']?.padStart(4, '0')}-${of['month']}-${of['day']}`;
}
