/** Names of the IANA data base alone: offsets such as `+02:00` mean the opposite in PostgreSQL. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Z]/i.test(name)) return false;
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const seasons = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 15));

/** Whether hours begin at the same moments in both, in summer and in winter. */
export function wholeHoursApart(one: string, other: string): boolean {
  const minuteOf = (name: string, at: number): string =>
    new Intl.DateTimeFormat('en', { timeZone: name, minute: '2-digit' }).format(at);
  return seasons.every((at) => minuteOf(one, at) === minuteOf(other, at));
}
