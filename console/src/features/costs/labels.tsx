import { useTranslation } from 'react-i18next';
import { Name } from '../../components/figures.tsx';
import { usePreferences } from '../../lib/preferences.ts';
import type { Line } from './queries.ts';
import type { Dimension, Unit } from './words.ts';

type Place = Pick<Line, 'key' | 'name'>;

/** A day, hour or month of a report as a language writes it. Days and months come as the calendar has them. */
export function timeLabel(unit: Unit, key: string, zone: string, language: string): string {
  const format = (options: Intl.DateTimeFormatOptions, at: Date): string =>
    new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...options }).format(at);
  if (unit === 'hour') return format({ hour: '2-digit', minute: '2-digit', timeZone: zone }, new Date(key));
  const [year = 0, month = 1, day = 1] = key.split('-').map(Number);
  const at = new Date(Date.UTC(year, month - 1, day));
  if (unit === 'month') return format({ year: 'numeric', month: 'short', timeZone: 'UTC' }, at);
  return format({ month: 'short', day: 'numeric', timeZone: 'UTC' }, at);
}

/** How people call the place of a line, as text. */
export function useLabel(): (dimension: Dimension, place: Place) => string {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const { language } = usePreferences();
  return (dimension, { key, name }) => {
    if (key === null) return t(`without.${dimension}`);
    if (dimension === 'route') return common(`route.${key as 'external' | 'secure'}`);
    if (dimension === 'day' || dimension === 'month') return timeLabel(dimension, key, 'UTC', language);
    if (dimension === 'session') return name === null ? key : `${key} · ${name}`;
    return name ?? key;
  };
}

/** The same, drawn: cut where it is long, with the whole on pointing. */
export function PlaceName({ dimension, place }: { readonly dimension: Dimension; readonly place: Place }) {
  const label = useLabel()(dimension, place);
  return <Name>{label}</Name>;
}
