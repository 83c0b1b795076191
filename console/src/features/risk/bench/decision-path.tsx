import { Text } from '@mantine/core';
import { IconArrowNarrowRight } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { useStepText } from '../../../components/call/why.tsx';
import { Chip } from '../../../components/chip.tsx';
import { Name } from '../../../components/figures.tsx';
import { ActionWord, DecisionWord, RouteWord } from '../../../components/words.tsx';
import type { RuleTestResult } from '../data.ts';
import classes from './bench.module.css';

/** From what was found to where the call would go: rules → decision → route → model, with the reasons beneath. */
export function DecisionPath({ result: { hits, decision, action } }: { readonly result: RuleTestResult }) {
  const { t } = useTranslation('risk');
  const { nameOf } = useRuleNames();
  const tell = useStepText(hits);
  const acting = [
    ...new Set(hits.filter((hit) => hit.action === action).map((hit) => nameOf(hit.rule, hit.display_name))),
  ];
  const rules: ReactNode =
    hits.length === 0 ? (
      t('path.nothing')
    ) : (
      <>
        {action && <ActionWord action={action} />} <Name>{acting[0] ?? ''}</Name>
        {acting.length > 1 && t('path.more', { count: acting.length - 1 })}
      </>
    );
  const steps: readonly (readonly [string, ReactNode])[] = [
    [t('path.rules'), rules],
    ...(decision === null
      ? []
      : decision.outcome === 'refused'
        ? ([
            [
              t('path.decision'),
              <Chip key="refused" tone="caller">
                {t('path.refused', { code: decision.code })}
              </Chip>,
            ],
          ] as const)
        : ([
            [t('path.decision'), <DecisionWord key="decision" decision={decision.outcome} />],
            [t('path.route'), <RouteWord key="route" route={decision.route} />],
            [t('path.model'), <Name key="model">{decision.final_model ?? decision.code}</Name>],
          ] as const)),
  ];
  return (
    <section aria-label={t('path.label')}>
      <ol className={classes.path}>
        {steps.map(([name, value], index) => (
          <Fragment key={name}>
            {index > 0 && (
              <li aria-hidden className={classes.arrow}>
                <IconArrowNarrowRight size={20} />
              </li>
            )}
            <li className={classes.step}>
              <span className={classes.quiet}>{name}</span>
              <span className={classes.line}>{value}</span>
            </li>
          </Fragment>
        ))}
      </ol>
      {decision === null ? (
        <Text size="sm" c="dimmed">
          {t('path.noDecision')}
        </Text>
      ) : (
        <ol className={classes.reasons}>
          {decision.explanation.map((line, index) => (
            <li key={index}>{tell(line)}</li>
          ))}
        </ol>
      )}
    </section>
  );
}
