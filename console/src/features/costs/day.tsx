import { usePreferences } from '../../lib/preferences.ts';

/** A calendar day, as a language writes it. */
export function Day({ day }: { readonly day: string }) {
  const { language } = usePreferences();
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return <time dateTime={day}>{format.format(new Date(`${day}T00:00:00Z`))}</time>;
}
