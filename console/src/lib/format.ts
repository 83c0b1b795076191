import { type Preferences, usePreferences } from './preferences.ts';

/** Figures and times as a language writes them. What is unknown is `–`, never 0. */
export interface Format {
  /** All digits, or at most 6 decimals with `short`; the amount stays a decimal string throughout. */
  amount(decimal: string | null | undefined, digits?: 'all' | 'short' | 'total'): string;
  count(value: number | null | undefined): string;
  /** `1.2M`, for charts and cards. */
  compact(value: number): string;
  /** Of a share between 0 and 1. */
  percent(share: number | null | undefined): string;
  duration(ms: number | null | undefined): string;
  bytes(bytes: number | null | undefined): string;
  /** `14:03:22.123` today, else with the date. */
  time(iso: string | null | undefined): string;
  /** Without milliseconds. */
  minute(iso: string | null | undefined): string;
  date(iso: string | null | undefined): string;
  /** `14:03`, without its day. */
  clock(iso: string): string;
  /** All of it, local and UTC: for who points at a time. */
  moment(iso: string): string;
  /** `3 min ago`. */
  ago(iso: string | null | undefined): string;
  list(items: readonly string[]): string;
  /** `UTC+8` */
  readonly zoneName: string;
  /** IANA name. */
  readonly zone: string;
}

const none = '–';

export function formatOf({ language, zone }: Pick<Preferences, 'language' | 'zone'>): Format {
  const timeZone = zone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const when = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(language, { hourCycle: 'h23', timeZone, ...options });
  const clock = when({ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
  const minutes = when({ hour: '2-digit', minute: '2-digit' });
  const day = when({ month: 'short', day: 'numeric' });
  const dayAndYear = when({ year: 'numeric', month: 'short', day: 'numeric' });
  const dayAndMinute = when({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  const yearAndMinute = when({ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  const otherDay = (at: Date): string =>
    (at.getFullYear() === new Date().getFullYear() ? dayAndMinute : yearAndMinute).format(at);
  const full: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    timeZoneName: 'short',
  };
  const local = when(full);
  const utc = when({ ...full, timeZone: 'UTC' });
  const plain = new Intl.NumberFormat(language);
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const amounts = {
    all: new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 20 }),
    short: new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 6 }),
    total: new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  };
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const units = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const zoneName =
    timeZone === 'UTC'
      ? 'UTC'
      : (new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' })
          .formatToParts()
          .find(({ type }) => type === 'timeZoneName')
          ?.value.replace('GMT', 'UTC') ?? timeZone);

  return {
    amount: (decimal, digits = 'short') =>
      decimal == null ? none : amounts[digits].format(decimal as Intl.StringNumericLiteral),
    count: (value) => (value == null ? none : plain.format(value)),
    compact: (value) => compact.format(value),
    percent: (share) => (share == null ? none : percent.format(share)),
    duration(ms) {
      if (ms == null) return none;
      if (ms < 10) return `${units.format(ms)} ms`;
      if (ms < 1000) return `${plain.format(Math.round(ms))} ms`;
      if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
      const seconds = Math.round(ms / 1000);
      if (seconds < 3600) return `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`;
      return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
    },
    bytes(bytes) {
      if (bytes == null) return none;
      if (bytes < 1024) return `${plain.format(bytes)} B`;
      if (bytes < 1024 ** 2) return `${units.format(bytes / 1024)} KiB`;
      if (bytes < 1024 ** 3) return `${units.format(bytes / 1024 ** 2)} MiB`;
      return `${units.format(bytes / 1024 ** 3)} GiB`;
    },
    time(iso) {
      if (iso == null) return none;
      const at = new Date(iso);
      return dayAndYear.format(at) === dayAndYear.format(new Date()) ? clock.format(at) : otherDay(at);
    },
    minute(iso) {
      if (iso == null) return none;
      const at = new Date(iso);
      return dayAndYear.format(at) === dayAndYear.format(new Date()) ? minutes.format(at) : otherDay(at);
    },
    date(iso) {
      if (iso == null) return none;
      const at = new Date(iso);
      return at.getFullYear() === new Date().getFullYear() ? day.format(at) : dayAndYear.format(at);
    },
    clock: (iso) => minutes.format(new Date(iso)),
    moment: (iso) => `${local.format(new Date(iso))}\n${utc.format(new Date(iso))}`,
    ago(iso) {
      if (iso == null) return none;
      const seconds = (Date.parse(iso) - Date.now()) / 1000;
      for (const [unit, size] of [
        ['day', 86_400],
        ['hour', 3600],
        ['minute', 60],
      ] as const) {
        if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
      }
      return relative.format(Math.round(seconds), 'second');
    },
    list: (items) => new Intl.ListFormat(language).format(items),
    zoneName,
    zone: timeZone,
  };
}

/** One for each language and zone: making one takes as long as drawing a row of a table, of which every cell asks for it. */
const made = new Map<string, Format>();

export function useFormat(): Format {
  const { language, zone } = usePreferences();
  const key = `${language} ${zone}`;
  const format = made.get(key) ?? formatOf({ language, zone });
  made.set(key, format);
  return format;
}
