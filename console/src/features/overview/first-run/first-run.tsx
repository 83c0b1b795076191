import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useNarrow } from '../../../lib/use-narrow.ts';
import { CallStep } from './call-step.tsx';
import classes from './first-run.module.css';
import { KeyStep, type NewKey } from './key-step.tsx';
import { Live } from './live.tsx';
import { ModelStep } from './model-step.tsx';
import { ProviderStep } from './provider-step.tsx';
import { Step } from './step.tsx';
import { stepNames, type StepName, useSetup } from './use-setup.ts';

/** Five steps to a first governed call, in any order; each opens in its place. The first that is not done is open. */
export function FirstRun({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation('start');
  const client = useQueryClient();
  const { data: setup, error, refetch } = useSetup();
  const [asked, setAsked] = useState<StepName | 'none' | null>(null);
  const [providerId, setProviderId] = useState<string | null>(null);
  const [made, setMade] = useState<NewKey | null>(null);
  const onCall = useCallback(() => void client.invalidateQueries({ queryKey: ['overview'] }), [client]);
  const isNarrow = useNarrow();
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!setup) return <Waiting lines={10} />;
  const open = asked ?? stepNames.find((name) => !setup[name]) ?? 'none';
  const done = stepNames.filter((name) => setup[name]).length;
  const next = (): void => setAsked(null);
  const contents = {
    provider: (
      <ProviderStep
        onDone={(id) => {
          setProviderId(id);
          next();
        }}
      />
    ),
    model: <ModelStep providerId={providerId} onDone={next} />,
    key: (
      <KeyStep
        onDone={(key) => {
          setMade(key);
          setAsked('call');
        }}
      />
    ),
    call: <CallStep made={made} hasCalled={setup.call} />,
    secure: <ModelStep providerId={providerId} isSecure onDone={next} />,
  };
  const live = <Live key={made?.id ?? 'any'} made={made} onCall={onCall} />;
  return (
    <div className={classes.columns}>
      <div>
        <div className={classes.head}>
          <span className={classes.told}>{t('progress', { done, all: stepNames.length })}</span>
          {setup.call && <Button onClick={onLeave}>{t('toOverview')}</Button>}
        </div>
        <ol className={classes.steps}>
          {stepNames.map((name) => (
            <Step
              key={name}
              title={t(`step.${name}`)}
              told={t(`${setup[name] ? 'is' : 'for'}.${name}`)}
              isDone={setup[name]}
              isOpen={open === name}
              onToggle={() => setAsked(open === name ? 'none' : name)}
              aside={isNarrow && live}
            >
              {contents[name]}
            </Step>
          ))}
        </ol>
      </div>
      {(!isNarrow || open === 'none') && live}
    </div>
  );
}
