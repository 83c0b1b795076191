import { useTranslation } from 'react-i18next';
import type { Call } from '../../lib/call-query.ts';
import { useFormat } from '../../lib/format.ts';
import { useRuleNames } from '../../lib/rule-names.ts';
import { explained, explainedAsk, granteeOf, reasonsOf, rulesNamed } from './explained.ts';
import classes from './call.module.css';

/**
 * One step of a decision in the reader's language; words that the console does not know stand as recorded.
 * @param hits those of the call, which say what rule a step means by its name
 */
export function useStepText(hits: readonly NamedRule[]): (line: string) => string {
  const { t } = useTranslation('call');
  const common = useTranslation().t;
  const format = useFormat();
  const { nameOf } = useRuleNames();
  const ruleOf = (name: string): string => {
    const known = hits.find((hit) => hit.display_name === name);
    return known ? nameOf(known.rule, name) : name;
  };
  const rulesOf = (told: string): string => {
    const { names, more, reviewed } = rulesNamed(told);
    const quoted = names.map((name) => t('step.quoted', { name: ruleOf(name) }));
    const all = more > 0 ? [...quoted, t('step.moreRules', { more: format.count(more) })] : quoted;
    const rules = format.list(all);
    return reviewed > 0 ? t('step.reviewed', { rules, reviewed: format.count(reviewed) }) : rules;
  };
  const reasonOf = (why: string): string => {
    if (why === '') return '';
    const reasons = reasonsOf(why)?.map(({ key, values }) => t(key, { ...values, words: format.list(values.words) }));
    return t('step.reason', { why: reasons?.join(t('step.between')) ?? why });
  };
  const granted = (told: string): string => {
    const grantee = granteeOf(told);
    return told === 'everyone' ? t('everyone') : grantee ? t(`grantee.${grantee.key}`, { name: grantee.name }) : told;
  };
  const asking = (told: string): string => {
    const ask = explainedAsk(told);
    if (ask === null) return told;
    const { until, why = '', rule = '' } = ask.values;
    const known = unknownWhys.get(why);
    const reason = ask.key === 'ask.unknown' ? '' : reasonOf(why);
    return t(ask.key, {
      ...ask.values,
      rule: ruleOf(rule),
      why: known ? t(`whyUnknown.${known}`) : why,
      reason,
      until: until === undefined ? '' : format.minute(until),
    });
  };
  return (line) => {
    const step = explained(line);
    if ('words' in step) return step.words;
    const values = Object.fromEntries(Object.entries(step.values).map(([name, value]) => [name, String(value)]));
    const { grant, action, why = '', asks, rule, rules, until } = values;
    const told: Record<string, string | number> = { ...values, reason: reasonOf(why) };
    for (const name of ['texts', 'characters', 'hits', 'findings', 'pieces']) {
      if (values[name] !== undefined) told[name] = format.count(Number(values[name]));
    }
    if (grant !== undefined) told['grant'] = granted(grant);
    if (action) told['action'] = common(`action.${action as 'allow' | 'redact' | 'route_secure_model' | 'block'}`);
    if (rule !== undefined) told['rule'] = ruleOf(rule);
    if (rules !== undefined) told['rules'] = rulesOf(rules);
    if (asks !== undefined) told['asks'] = asking(asks);
    if (until !== undefined) told['until'] = format.minute(until);
    return t(step.key, told);
  };
}

type NamedRule = { readonly rule: string; readonly display_name: string };

/** Why the gateway could not tell whether a session is held, in its words. */
const unknownWhys: ReadonlyMap<string, 'key' | 'database'> = new Map([
  ['the shared key is not known yet', 'key'],
  ['the database did not answer', 'database'],
]);

/** The decision as a numbered argument. */
export function Why({ call, title = true }: { readonly call: Call; readonly title?: boolean }) {
  const { t } = useTranslation('call');
  const tell = useStepText(call.hits);
  return (
    <section className={classes.section} aria-label={t('why.title')}>
      {title && <h3 className={classes.heading}>{t('why.title')}</h3>}
      {call.explanation.length === 0 ? (
        <p className={classes.dim}>{t('why.none')}</p>
      ) : (
        <ol className={classes.why}>
          {call.explanation.map((line) => (
            <li key={line}>
              <bdi>{tell(line)}</bdi>
            </li>
          ))}
        </ol>
      )}
      {call.error_detail !== null && (
        <p className={classes.dim}>
          {t('why.detail')} <bdi>{call.error_detail}</bdi>
        </p>
      )}
    </section>
  );
}
