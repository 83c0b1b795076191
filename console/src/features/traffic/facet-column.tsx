import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { decisionNames, routeNames, statusNames, type TrafficSearch } from '../../lib/traffic-search.ts';
import type { Facets } from './calls.ts';
import { useShown } from './chips.ts';
import { adding, without } from './choices.ts';
import type { Names } from './names.ts';
import classes from './traffic.module.css';
import type { ChangeSearch } from './use-traffic-search.ts';

type FacetKey = keyof Facets['facets'];

/** Words that are always there to be chosen; of the others those that occur. */
const fixed: Partial<Record<FacetKey, readonly string[]>> = {
  decision: decisionNames,
  route: routeNames,
  status: statusNames,
};
const keys: readonly FacetKey[] = ['decision', 'route', 'status', 'rule', 'model', 'provider'];
const shownFirst = 6;

export interface FacetColumnProps {
  readonly search: TrafficSearch;
  readonly change: ChangeSearch;
  readonly facets: Facets | undefined;
  readonly names: Names;
}

/** What the calls are, counted, to choose from. What was chosen stays listed, at 0 too. */
export function FacetColumn({ search, change, facets, names }: FacetColumnProps) {
  const { t } = useTranslation('traffic');
  const format = useFormat();
  return (
    <>
      {keys.map((key) => (
        <FacetGroup key={key} facet={key} {...{ search, change, facets, names }} />
      ))}
      {facets !== undefined && !facets.is_complete && (
        <p className={classes.count}>{t('facet.partial', { calls: format.count(facets.calls) })}</p>
      )}
    </>
  );
}

function FacetGroup({ facet, search, change, facets, names }: FacetColumnProps & { readonly facet: FacetKey }) {
  const { t } = useTranslation('traffic');
  const shown = useShown(names);
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  const counted = facets?.facets[facet];
  const chosen: readonly string[] = search[facet] ?? [];
  /** A link may have chosen by name what is counted by id. */
  const namesOf = (value: string): string[] => [value, counted?.find((one) => one.value === value)?.name ?? value];
  const isChosen = (value: string): boolean => namesOf(value).some((name) => chosen.includes(name));
  const known = counted?.flatMap(({ value, name }) => [value, name]) ?? [];
  const toggle = (value: string, isOn: boolean): void =>
    isOn
      ? change(adding(facet, value))
      : change((now) => namesOf(value).reduce((rest, name) => ({ ...rest, ...without(facet, name)(rest) }), now));
  const values = [
    ...new Set([
      ...(fixed[facet] ?? []),
      ...chosen.filter((value) => !known.includes(value)),
      ...(counted?.map(({ value }) => value) ?? []),
    ]),
  ];
  if (values.length === 0) return null;
  const limit = fixed[facet] === undefined && !isWhole ? Math.max(shownFirst, chosen.length) : values.length;
  const told = (value: string): string => counted?.find((one) => one.value === value)?.name ?? shown(facet, value);
  return (
    <fieldset className={classes.group}>
      <legend>{t(`key.${facet}`)}</legend>
      {values.slice(0, limit).map((value) => (
        <div key={value} className={classes.value}>
          <Checkbox
            size="xs"
            label={<bdi title={told(value)}>{told(value)}</bdi>}
            checked={isChosen(value)}
            onChange={(event) => toggle(value, event.currentTarget.checked)}
          />
          <span className={classes.count}>
            {counted === undefined ? '–' : format.count(counted.find((one) => one.value === value)?.calls ?? 0)}
          </span>
        </div>
      ))}
      {values.length > limit && (
        <Button size="compact-xs" variant="subtle" onClick={() => setWhole(true)}>
          {t('facet.all', { count: values.length })}
        </Button>
      )}
    </fieldset>
  );
}
