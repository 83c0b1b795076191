import { useTranslation } from 'react-i18next';
import { Facts } from '../../components/facts.tsx';
import { CountLink, Name, Time } from '../../components/figures.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { callsOf } from '../../lib/calls.ts';
import { useFormat } from '../../lib/format.ts';
import { changesOf, shownValue } from './differences.ts';
import { ActionText, ActorText } from './entry-texts.tsx';
import type { Entry } from './queries.ts';
import classes from './record.module.css';
import { Target } from './target.tsx';

/** One entry, field by field, with the policy that it made. */
export function EntryPanel({ entry, onClose }: { readonly entry: Entry; readonly onClose: () => void }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const { before, after, detail, query, policy_version } = entry;
  const changes = changesOf(before, after);
  return (
    <SidePanel title={<ActionText entry={entry} />} label={t('log.panel')} onClose={onClose}>
      <Facts
        items={[
          { label: t('column.at'), value: <Time at={entry.at} /> },
          { label: t('column.who'), value: <ActorText actor={entry.actor} /> },
          { label: t('column.target'), value: <Target kind={entry.target_kind} id={entry.target_id} /> },
          ...(entry.reason === null ? [] : [{ label: t('column.reason'), value: <Name>{entry.reason}</Name> }]),
          ...(policy_version === null ? [] : [{ label: t('column.policy'), value: format.count(policy_version) }]),
          ...(query === null ? [] : [{ label: t('log.query'), value: query }]),
          ...(entry.is_query_readable ? [] : [{ label: t('log.query'), value: t('log.unreadable') }]),
        ]}
      />
      {policy_version !== null && (
        <CountLink {...callsOf({ policy_version: String(policy_version) })}>
          {t('log.callsUnder', { version: format.count(policy_version) })}
        </CountLink>
      )}
      {changes.length > 0 && (
        <table className={classes.differences}>
          <thead>
            <tr>
              <th scope="col">{t('log.field')}</th>
              <th scope="col">{t('log.before')}</th>
              <th scope="col">{t('log.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, before: old, after: made }) => (
              <tr key={field}>
                <td>
                  <code>{field}</code>
                </td>
                <td>{old === undefined ? '–' : <del>{shownValue(old)}</del>}</td>
                <td>{made === undefined ? '–' : <ins>{shownValue(made)}</ins>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {detail !== null && <pre className={classes.text}>{JSON.stringify(detail, null, 2)}</pre>}
    </SidePanel>
  );
}
