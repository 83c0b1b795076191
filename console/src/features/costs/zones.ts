/** Whether hours begin at the same moments in both: only then can days of one be told from hours of the other. */
export function wholeHoursApart(one: string, other: string): boolean {
  const minuteOf = (timeZone: string, at: number): string =>
    new Intl.DateTimeFormat('en', { timeZone, minute: '2-digit' }).format(at);
  return Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 15)).every(
    (at) => minuteOf(one, at) === minuteOf(other, at),
  );
}

function isKnown(timeZone: string): boolean {
  try {
    return /^[A-Z]/i.test(timeZone) && new Intl.DateTimeFormat('en', { timeZone }).format() !== '';
  } catch {
    return false;
  }
}

/** The zone that an address asks for, where the gateway can tell its days; else that of the company's reports. */
export function zoneOf(asked: string | undefined, report = 'UTC'): string {
  return asked !== undefined && isKnown(asked) && wholeHoursApart(asked, report) ? asked : report;
}

/** What can be chosen: the company's, the browser's, UTC. */
export function zonesToChoose(report: string, chosen: string): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([report, own, 'UTC', chosen])].filter((zone) => wholeHoursApart(zone, report));
}
