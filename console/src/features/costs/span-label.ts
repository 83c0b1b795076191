import { usePreferences } from '../../lib/preferences.ts';
import type { Span } from '../../lib/range.ts';

/** `Nov 1 – Nov 27`: a span in a zone, its last day included; with the time where it does not begin or end with a day. */
export function useSpanLabel(zone: string): (span: Span) => string {
  const { language } = usePreferences();
  return ({ from, to }) => {
    const clock = new Intl.DateTimeFormat('en', {
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: zone,
    });
    const isWhole = [from, to].every((at) => clock.format(new Date(at)) === '00:00');
    const last = isWhole ? Date.parse(to) - 1 : Date.parse(to);
    const format = new Intl.DateTimeFormat(language, {
      month: 'short',
      day: 'numeric',
      ...(!isWhole && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
      timeZone: zone,
    });
    return format.formatRange(Date.parse(from), last);
  };
}
