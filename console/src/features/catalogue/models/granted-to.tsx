import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import classes from '../catalogue.module.css';
import { grantsQuery, type Model } from '../queries.ts';

const kinds = ['group', 'user', 'instance'] as const;

/** To whom a model is granted, in short: everyone, or how many of each kind. */
export function GrantedTo({ model }: { readonly model: Model }) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const { data: grants } = useQuery(grantsQuery);
  if (!grants) return <span>–</span>;
  const own = grants.filter(({ model_id }) => model_id === model.id);
  const parts = kinds
    .map((kind) => [kind, own.filter(({ to }) => to.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => t(`grants.count.${kind}`, { count }));
  const told = own.some(({ to }) => to.kind === 'everyone')
    ? t('grants.everyone')
    : parts.length > 0
      ? format.list(parts)
      : t('grants.nobody');
  return (
    <Link to="/models" search={{ model: model.id, tab: 'grants' }} className={classes.link} title={told}>
      {told}
    </Link>
  );
}
