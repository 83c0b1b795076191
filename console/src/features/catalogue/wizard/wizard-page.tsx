import { Stepper } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import '@mantine/core/styles/Stepper.layer.css';
import { Empty } from '../../../components/empty.tsx';
import { Name } from '../../../components/figures.tsx';
import { Page } from '../../../components/page.tsx';
import { useMay, useMe } from '../../../lib/me.ts';
import { useNarrow } from '../../../lib/use-narrow.ts';
import { providersQuery } from '../queries.ts';
import { ActivateStep } from './activate-step.tsx';
import { ChooseStep } from './choose-step.tsx';
import { ConnectStep } from './connect-step.tsx';
import { ModelsStep } from './models-step.tsx';
import { PricesStep } from './prices-step.tsx';
import { type Step, steps, useWizardDraft } from './wizard-draft.ts';

/** From no provider to models in use, a step at a time. The step is the address; what was typed stays on the way back. */
export function WizardPage() {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const me = useMe();
  if (useMay('policy:change')) return <Wizard />;
  return (
    <Page title={t('wizard.title')}>
      {me && <Empty>{common('state.notAllowed', { role: common(`role.${me.role}`) })}</Empty>}
    </Page>
  );
}

function Wizard() {
  const { t } = useTranslation('catalogue');
  const search = useSearch({ from: '/shell/providers/new' });
  const navigate = useNavigate({ from: '/providers/new' });
  const isNarrow = useNarrow();
  const { draft, change, forget } = useWizardDraft();
  const { provider, preset } = search;
  const { data: providers } = useQuery(providersQuery);
  const saved = providers?.find(({ id }) => id === provider);
  const picks = draft.pickedFrom === provider ? draft.picks : [];
  const pick = (next: typeof picks): void => change({ picks: next, pickedFrom: provider ?? null });
  // Whoever comes by a link without what a step is about begins with what it takes.
  const step: Step =
    (search.step ?? 'choose') === 'choose'
      ? 'choose'
      : provider === undefined
        ? 'connect'
        : picks.length === 0 && (search.step === 'prices' || search.step === 'activate')
          ? 'models'
          : (search.step ?? 'choose');
  const at = steps.indexOf(step);
  const go = (to: Step): void => void navigate({ search: (before) => ({ ...before, step: to }) });
  const back = (): void => go(steps[at - 1] ?? 'choose');
  const reached = provider === undefined ? 1 : picks.length === 0 ? 2 : 4;
  return (
    <Page title={t('wizard.title')} about={saved && <Name>{saved.name}</Name>}>
      {isNarrow ? (
        <strong>{t('wizard.stepOf', { step: at + 1, steps: steps.length, name: t(`wizard.step.${step}`) })}</strong>
      ) : (
        <Stepper active={at} onStepClick={(index) => go(steps[index] ?? 'choose')} size="sm" iconSize={28}>
          {steps.map((name, index) => (
            <Stepper.Step
              key={name}
              label={t(`wizard.step.${name}`)}
              allowStepSelect={index !== at && index <= reached}
            />
          ))}
        </Stepper>
      )}
      {step === 'choose' && (
        <ChooseStep
          preset={preset}
          onChoose={(id, chosen) => {
            const name = id ?? 'other';
            if (draft.chosen !== name || provider !== undefined) change({ chosen: name, provider: chosen });
            void navigate({ search: { step: 'connect', preset: id } });
          }}
        />
      )}
      {step === 'connect' && (
        <ConnectStep
          preset={preset}
          providerId={provider}
          draft={draft.provider}
          isBegun={draft.chosen === (preset ?? 'other')}
          onDraft={(one) => change({ provider: one, chosen: preset ?? 'other' })}
          onBack={back}
          onDone={(id) => void navigate({ search: (before) => ({ ...before, step: 'models', provider: id }) })}
        />
      )}
      {step === 'models' && provider !== undefined && (
        <ModelsStep providerId={provider} picks={picks} onPicks={pick} onBack={back} onDone={() => go('prices')} />
      )}
      {step === 'prices' && provider !== undefined && (
        <PricesStep picks={picks} onPicks={pick} onBack={back} onDone={() => go('activate')} />
      )}
      {step === 'activate' && provider !== undefined && (
        <ActivateStep
          providerId={provider}
          draft={{ ...draft, picks }}
          onChange={change}
          onBack={back}
          onMade={forget}
        />
      )}
    </Page>
  );
}
