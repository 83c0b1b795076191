import { useTranslation } from 'react-i18next';
import { Name } from '../../../components/figures.tsx';
import { Kind } from '../models/model-columns.tsx';
import type { Grant, Model } from '../queries.ts';
import { GrantCell } from './grant-cell.tsx';
import { type GranteeChoice, granteeName, useGrantees } from './grantees.ts';
import classes from './grants.module.css';

export interface GrantMatrixProps {
  readonly models: readonly Model[];
  readonly columns: readonly GranteeChoice[];
  readonly grants: readonly Grant[];
}

/** A line a model, a column for each of those who could have it. */
export function GrantMatrix({ models, columns, grants }: GrantMatrixProps) {
  const { t } = useTranslation();
  const grantees = useGrantees();
  const nameOf = (grant: Grant): string => granteeName(grantees, grant.to);
  return (
    <div className={classes.scroll}>
      <table className={classes.matrix} aria-label={t('nav.grants')}>
        <thead>
          <tr>
            <th scope="col">{t('column.model')}</th>
            {columns.map(({ to, label }) => (
              <th key={JSON.stringify(to)} scope="col">
                <Name>{label}</Name>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {models.map((model) => {
            const own = grants.filter(({ model_id }) => model_id === model.id);
            return (
              <tr key={model.id} data-inactive={!model.is_active || undefined}>
                <th scope="row">
                  <Name>{model.display_name}</Name>
                  {model.is_secure && <Kind model={model} />}
                  {!model.is_active && <span className={classes.inactive}>{t('model.inactive')}</span>}
                </th>
                {columns.map((choice) => (
                  <td key={JSON.stringify(choice.to)}>
                    <GrantCell model={model} choice={choice} grants={own} nameOf={nameOf} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
