import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/data-table.tsx';
import { Name, Time } from '../../components/figures.tsx';
import type { Erasure, Hold } from './queries.ts';
import { Target } from './target.tsx';

/** What an erasure and a legal hold have in common: of what they are, by whom and why. */
type Scoped = Pick<Erasure | Hold, 'scope' | 'actor' | 'reason'>;

/** @param atOf when it was asked for, RFC 3339 */
export function useScopeColumns<Row extends Scoped>(atOf: (row: Row) => string): readonly Column<Row>[] {
  const { t } = useTranslation('record');
  return [
    { key: 'at', header: t('column.at'), width: '150px', cell: (row) => <Time at={atOf(row)} as="minute" /> },
    { key: 'kind', header: t('column.what'), width: '100px', cell: ({ scope }) => t(`scope.${scope.kind}`) },
    { key: 'id', header: 'ID', cell: ({ scope }) => <Target kind={scope.kind} id={scope.id} /> },
    { key: 'reason', header: t('column.reason'), cell: ({ reason }) => <Name>{reason}</Name> },
    { key: 'by', header: t('column.by'), cell: ({ actor }) => <Name>{actor.email ?? actor.kind}</Name> },
  ];
}
