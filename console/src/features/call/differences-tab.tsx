import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { diffLines } from 'diff';
import { useTranslation } from 'react-i18next';
import { useHiding } from '../../components/call/use-content.ts';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api, type paths } from '../../lib/api.ts';
import type { Call } from '../../lib/call-query.ts';
import { useRuleNames } from '../../lib/rule-names.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './tabs.module.css';

type Differences =
  paths['/api/invocations/{request_id}/differences']['get']['responses']['200']['content']['application/json'];
type Side = Differences['request'];

/** What the gateway changed on the way, line by line, and what made it. */
export function DifferencesTab({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  const { data, error, mutate, isPending, reset } = useMutation({
    gcTime: 0,
    mutationFn: () =>
      answer(
        api.GET('/api/invocations/{request_id}/differences', { params: { path: { request_id: call.request_id } } }),
      ),
    onSuccess: () => notifications.show({ message: t('content.recorded', { id: call.request_id }) }),
  });
  useHiding(data !== undefined, reset);
  if (error) return <ProblemNotice error={error} onRetry={() => mutate()} />;
  if (isPending) return <Waiting lines={6} />;
  if (!data) {
    return (
      <div className={classes.closed}>
        <p>{t('differences.closed')}</p>
        <Button variant="filled" onClick={() => mutate()}>
          {t('differences.show')}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.stack}>
      <OneWay title={t('differences.request')} side={data.request} call={call} />
      <OneWay title={t('differences.response')} side={data.response} call={call} />
    </div>
  );
}

function OneWay({ title, side, call }: { readonly title: string; readonly side: Side; readonly call: Call }) {
  const { t } = useTranslation('call');
  const format = useFormat();
  if (side === null) {
    return (
      <section>
        <h3>{title}</h3>
        <p className={classes.dim}>{t('differences.none')}</p>
      </section>
    );
  }
  const sizes = t('differences.sizes', {
    before: format.bytes(side.bytes_before),
    after: format.bytes(side.bytes_after),
  });
  const lines =
    side.before === null || side.after === null ? null : changedLines(side.before, side.after, side.first_line);
  return (
    <section>
      <h3>
        {title} <span className={classes.sizes}>{sizes}</span>
      </h3>
      {side.is_equal && <p className={classes.dim}>{t('differences.equal')}</p>}
      {!side.is_equal && lines === null && <p className={classes.dim}>{t('differences.notCompared')}</p>}
      {lines?.length === 0 && <p className={classes.dim}>{t('differences.written')}</p>}
      {lines && lines.length > 0 && (
        <div className={classes.lines} role="region" aria-label={title} tabIndex={0}>
          {lines.map(({ kind, number, text }) => (
            <div key={`${kind} ${number}`} className={classes.changed} data-kind={kind}>
              <span className={classes.number}>{number}</span>
              <span aria-label={t(`differences.${kind}`)}>{kind === 'added' ? '+' : '−'}</span>
              <code>{text}</code>
              <Because text={text} kind={kind} call={call} />
            </div>
          ))}
        </div>
      )}
    </section>
  );
}

/** Who made a change, where the line itself tells. */
function Because({ text, kind, call }: { readonly text: string; readonly kind: Line['kind']; readonly call: Call }) {
  const { t } = useTranslation('call');
  const names = useRuleNames();
  if (kind === 'removed') return null;
  const rule = /\[REDACTED:([a-z0-9_]+)\]/.exec(text)?.[1];
  if (rule !== undefined) {
    const found = call.hits.find((hit) => hit.rule === rule);
    const name = names.nameOf(rule, found?.display_name ?? rule);
    return <em className={classes.because}>{t('differences.redacted', { rule: name })}</em>;
  }
  if (/"(?:include_usage|stream_options)"/.test(text))
    return <em className={classes.because}>{t('differences.usage')}</em>;
  if (/^\s*"model":/.test(text)) return <em className={classes.because}>{t('differences.model')}</em>;
  return null;
}

interface Line {
  readonly kind: 'added' | 'removed';
  readonly number: number;
  readonly text: string;
}

const linesMax = 2000;

function changedLines(before: string, after: string, first: number): Line[] {
  const lines: Line[] = [];
  let [removedAt, addedAt] = [first, first];
  for (const { value, added, removed } of diffLines(before, after)) {
    const own = value.replace(/\n$/, '').split('\n');
    if (removed)
      lines.push(...own.map((text, index) => ({ kind: 'removed' as const, number: removedAt + index, text })));
    if (added) lines.push(...own.map((text, index) => ({ kind: 'added' as const, number: addedAt + index, text })));
    if (!added) removedAt += own.length;
    if (!removed) addedAt += own.length;
  }
  return lines.slice(0, linesMax);
}
