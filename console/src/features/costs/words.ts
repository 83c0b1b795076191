/** What reports are asked by here, in the order of the choice. */
export const dimensions = [
  'model',
  'user',
  'instance',
  'provider',
  'session',
  'key',
  'cost_centre',
  'route',
  'day',
  'month',
] as const;
export type Dimension = (typeof dimensions)[number];

/** How the API calls the filter by it; what is not here is a time. */
export const filterOf = {
  model: 'model',
  user: 'user',
  instance: 'instance',
  provider: 'provider',
  session: 'session_id',
  key: 'key',
  cost_centre: 'cost_centre',
  route: 'route',
} as const satisfies Partial<Record<Dimension, string>>;

export type Filterable = keyof typeof filterOf;
export type FilterName = (typeof filterOf)[keyof typeof filterOf];
export const filterNames = Object.values(filterOf);

const nextByDefault: Readonly<Record<Dimension, Dimension>> = {
  model: 'user',
  user: 'model',
  instance: 'model',
  provider: 'model',
  session: 'model',
  key: 'model',
  cost_centre: 'user',
  route: 'model',
  day: 'model',
  month: 'day',
};

/** What a row opens into when nobody chose: who sees their own calls alone has no users to tell apart. */
export function nextOf(by: Dimension, seesOthers: boolean): Dimension {
  const next = nextByDefault[by];
  return next === 'user' && !seesOthers ? 'key' : next;
}

export const isTime = (dimension: Dimension): dimension is 'day' | 'month' =>
  dimension === 'day' || dimension === 'month';

export type Unit = 'hour' | 'day' | 'month';
