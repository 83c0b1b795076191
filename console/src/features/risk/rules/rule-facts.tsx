import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { ActionWord, SeverityWord } from '../../../components/words.tsx';
import { useFormat } from '../../../lib/format.ts';
import type { Rule } from '../data.ts';
import { useValueWords } from './value-words.ts';
import classes from './rule-panel.module.css';

export interface RuleFactsProps {
  readonly rule: Rule;
  /** Also what can be changed on it, for who may change nothing. */
  readonly isWhole: boolean;
}

/** What a rule looks for, and what it does, to be read. */
export function RuleFacts({ rule, isWhole }: RuleFactsProps) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const format = useFormat();
  const wordOf = useValueWords();
  const { descriptionOf } = useRuleNames();
  const finds =
    rule.kind === 'regex' ? (
      <code>{rule.regex}</code>
    ) : rule.kind === 'keywords' ? (
      t('facts.keywords', { count: rule.keywords?.length ?? 0, words: format.list((rule.keywords ?? []).slice(0, 12)) })
    ) : (
      <code>{rule.detector ?? rule.fingerprints}</code>
    );
  const facts: readonly (readonly [string, ReactNode] | false)[] = [
    ['id', <code key="id">{rule.id}</code>],
    rule.description !== '' && ['description', descriptionOf(rule.id, rule.description)],
    ['category', common(`category.${rule.category}`)],
    ['kind', t(`kind.${rule.kind}`)],
    ['finds', finds],
    rule.flags !== undefined && ['flags', <code key="flags">{rule.flags}</code>],
    rule.group !== undefined && ['group', format.count(rule.group)],
    rule.validator !== undefined && ['validator', <code key="validator">{rule.validator}</code>],
    rule.entropy_min !== undefined && ['entropy_min', format.count(rule.entropy_min)],
    rule.context !== undefined && ['context', format.list(rule.context.slice(0, 12))],
    rule.source !== undefined && ['source', rule.source],
    isWhole && ['severity', <SeverityWord key="severity" severity={rule.severity} />],
    isWhole && ['action', <ActionWord key="action" action={rule.action} />],
    isWhole && ['is_enabled', wordOf('is_enabled', rule.is_enabled)],
    isWhole && ['scope', wordOf('scope', rule.scope ?? [])],
    isWhole && ['direction', t(`direction.${rule.direction}`)],
    isWhole && rule.except !== undefined && ['except', wordOf('except', rule.except)],
    isWhole && rule.count_min !== undefined && ['count_min', format.count(rule.count_min)],
    isWhole && rule.sticky !== undefined && ['sticky', t(`sticky.${rule.sticky}`)],
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter((fact) => fact !== false)
        .map(([name, value]) => (
          <Fact key={name} name={name as FactName}>
            {value}
          </Fact>
        ))}
    </dl>
  );
}

type FactName = 'id' | 'description' | 'finds';

function Fact({ name, children }: { readonly name: FactName; readonly children: ReactNode }) {
  const { t } = useTranslation('risk');
  return (
    <>
      <dt>{t(`field.${name}`)}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </>
  );
}
