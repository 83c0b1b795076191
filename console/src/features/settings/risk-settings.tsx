import { Button, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api, type paths } from '../../lib/api.ts';
import { useMay } from '../../lib/me.ts';
import { problemAt, useAct } from '../../lib/use-act.ts';
import classes from './settings.module.css';

type Settings = paths['/api/settings']['get']['responses'][200]['content']['application/json'];
const choices = ['none', 'trace', 'session', 'instance'] as const satisfies readonly Settings['sticky'][];
const dayS = 86_400;

/** What stays on the secure path once a rule sent a call there, and for how long. */
export function RiskSettings() {
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => answer(api.GET('/api/settings')) });
  if (settings.error) return <ProblemNotice error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <Waiting lines={4} />;
  return <Form key={settings.data.revision} settings={settings.data} />;
}

function Form({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const mayChange = useMay('policy:change') && !settings.managed_by_file;
  const [sticky, setSticky] = useState(settings.sticky);
  const [days, setDays] = useState<number | string>(settings.sticky_ttl_s / dayS);
  const ttl = Math.round(Number(days) * dayS);
  const save = useAct(
    () =>
      answer(
        api.PATCH('/api/settings', {
          params: { header: { 'if-match': `"${settings.revision}"` } },
          body: { sticky, sticky_ttl_s: ttl },
        }),
      ),
    { told: common('state.saved') },
  );
  const isChanged = sticky !== settings.sticky || ttl !== settings.sticky_ttl_s;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Stack gap="md">
        {settings.managed_by_file && (
          <Text size="sm" c="dimmed">
            {t('managedByFile')}
          </Text>
        )}
        <Select
          label={t('risk.sticky')}
          description={t(`risk.stickyHelp.${sticky}`)}
          allowDeselect={false}
          disabled={!mayChange}
          value={sticky}
          onChange={(value) => setSticky(value ?? 'none')}
          data={choices.map((value) => ({ value, label: t(`risk.stickyTo.${value}`) }))}
          error={problemAt(save.error, 'sticky')}
        />
        <NumberInput
          label={t('risk.days')}
          description={t('risk.daysHelp')}
          min={0}
          max={90}
          step={1}
          disabled={!mayChange || sticky === 'none'}
          value={days}
          onChange={setDays}
          error={problemAt(save.error, 'sticky_ttl_s')}
        />
        {save.error && <ProblemNotice error={save.error} />}
        {mayChange && (
          <div>
            <Button type="submit" variant="filled" disabled={!isChanged} loading={save.isPending}>
              {common('act.save')}
            </Button>
          </div>
        )}
      </Stack>
    </form>
  );
}
