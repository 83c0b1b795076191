import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { askedAs, instancesQuery, previewQuery, usersQuery } from '../queries.ts';
import { Sentence } from '../sentence.tsx';
import classes from './models.module.css';

export interface TakenLineProps {
  /** Whose calls are meant; undefined for anybody's. */
  readonly as: string | undefined;
  /** Not saved yet; null when the order is the saved one. */
  readonly order: readonly string[] | null;
  readonly onAs: (as: string | undefined) => void;
}

/** What `auto` takes and where sensitive content goes, for one person or anybody, before an order is saved too. */
export function TakenLine({ as, order, onAs }: TakenLineProps) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const { data: users = [] } = useQuery(usersQuery);
  const { data: instances = [] } = useQuery(instancesQuery);
  const { data, isPlaceholderData } = useQuery(previewQuery({ ...askedAs(as), ...(order && { order: [...order] }) }));
  const isDraft = order !== null;
  const passed = data?.models.slice(
    0,
    data.models.findIndex(({ auto }) => auto === 'taken'),
  );
  const skipped = (data?.auto ? passed : data?.models)?.filter(({ auto }) => auto !== 'secure') ?? [];
  return (
    <div className={classes.taken} aria-live="polite" aria-busy={isPlaceholderData}>
      <div className={classes.sentences}>
        <p data-taken="auto" data-none={data?.auto === null || undefined}>
          {data?.auto ? (
            <Sentence text={t(isDraft ? 'taken.autoWould' : 'taken.auto')} values={{ name: data.auto.name }} />
          ) : (
            data && t('taken.autoNone')
          )}
        </p>
        <p data-taken="sensitive" data-none={data?.sensitive === null || undefined}>
          {data?.sensitive ? (
            <Sentence
              text={t(isDraft ? 'taken.sensitiveWould' : 'taken.sensitive')}
              values={{ name: data.sensitive.name }}
            />
          ) : (
            data && t('taken.sensitiveNone')
          )}
        </p>
        {skipped.length > 0 && (
          <p className={classes.skipped}>
            {t('taken.skipped', {
              models: format.list(
                skipped
                  .slice(0, 5)
                  .map(({ name, auto }) => t('taken.skippedOne', { name, why: t(`taken.why.${auto}`) })),
              ),
            })}
          </p>
        )}
      </div>
      <Select
        className={classes.as}
        label={t('taken.as')}
        placeholder={t('taken.anybody')}
        data={[
          {
            group: t('matrix.kinds.user'),
            items: users.map(({ email, name }) => ({ value: email, label: t('person', { name, email }) })),
          },
          {
            group: t('matrix.kinds.instance'),
            items: instances.map(({ id, name }) => ({ value: `instance:${id}`, label: name })),
          },
        ]}
        value={as ?? null}
        onChange={(value) => onAs(value ?? undefined)}
        searchable
        clearable
        limit={50}
        nothingFoundMessage={t('nobodyFound')}
        clearButtonProps={{ 'aria-label': t('taken.anybody') }}
      />
    </div>
  );
}
