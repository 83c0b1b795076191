import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/chip.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './settings.module.css';
import type texts from '../../i18n/en/settings.json';

type Known = keyof (typeof texts)['variable'];

/** What the environment of the gateway says: it is read at the start, so that it is shown here and changed there. */
export function Environment({ names }: { readonly names?: readonly Known[] }) {
  const { t, i18n } = useTranslation('settings');
  const format = useFormat();
  const variables = useQuery({
    queryKey: ['environment'],
    queryFn: () => answer(api.GET('/api/settings/environment')),
    staleTime: Infinity,
  });
  const usualWord = (usual: string): string =>
    i18n.exists(`usualWord.${usual}`, { ns: 'settings' })
      ? t(`usualWord.${usual as keyof (typeof texts)['usualWord']}`)
      : /^\d{5,}$/.test(usual)
        ? format.count(Number(usual))
        : usual.replaceAll('`', '');
  if (variables.error) return <ProblemNotice error={variables.error} onRetry={() => void variables.refetch()} />;
  if (!variables.data) return <Waiting lines={names?.length ?? 12} />;
  const items = variables.data.items.filter(({ name }) => names === undefined || names.some((one) => one === name));
  return (
    <dl className={classes.values}>
      {items.map(({ name, is_set, value, default: usual }) => (
        <div key={name}>
          <dt>
            {i18n.exists(`variable.${name}`, { ns: 'settings' }) && <span>{t(`variable.${name as Known}`)}</span>}
            <code>{name}</code>
          </dt>
          <dd>
            {is_set ? (
              <>
                <code>{value ?? t('secret')}</code>
                <Chip tone="caller" icon={IconLock}>
                  {t('byEnvironment')}
                </Chip>
              </>
            ) : (
              <span className={classes.usual}>{t('usual', { value: usualWord(usual) })}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
