import { Button, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { RuleName } from '../../../components/rule-name.tsx';
import { CountLink, Name, Time } from '../../../components/figures.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { ActionWord, DecisionWord, RouteWord, SeverityWord } from '../../../components/words.tsx';
import { answer, api } from '../../../lib/api.ts';
import { callAt } from '../../../lib/calls.ts';
import { useFormat } from '../../../lib/format.ts';
import type { Finding } from './review-data.ts';
import classes from './review.module.css';

/** One finding, masked: what it is, where it stood, and what became of its call. */
export function FindingCard({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation('risk');
  const format = useFormat();
  const { nameOf } = useRuleNames();
  const { found, at, user, instance, decision, route, request_id, final_model } = finding;
  const why = [
    found.why?.validator === undefined ? null : t('bench.passedCheck', { validator: found.why.validator }),
    found.why?.context === undefined ? null : t('bench.nearWords', { words: format.list(found.why.context) }),
    found.disguises === undefined ? null : t('bench.disguises', { path: [...found.disguises, found.rule].join(' → ') }),
    found.direction === 'response' ? t('bench.answer') : null,
  ].filter((one) => one !== null);
  return (
    <article className={classes.card} aria-label={nameOf(found.rule, found.display_name)}>
      <header className={classes.line}>
        <SeverityWord severity={found.severity} />
        <h2>
          <Link to="/risk/rules" search={{ rule: found.rule }} className={classes.rule}>
            <RuleName of={found} />
          </Link>
        </h2>
        <ActionWord action={found.action} />
      </header>
      <p className={classes.sample}>
        <code>{found.sample}</code>
      </p>
      <Text size="sm" c="dimmed">
        <code>{found.place}</code> {why.length > 0 && `· ${format.list(why)}`}
      </Text>
      <div className={classes.line}>
        <CountLink {...callAt(request_id)}>
          <Time at={at} />
        </CountLink>
        <Name>{user?.email ?? instance?.name}</Name>
        {instance && user && <Name>{instance.name}</Name>}
        {final_model !== null && <Name>{final_model}</Name>}
        <DecisionWord decision={decision} />
        <RouteWord route={route} />
      </div>
      {found.direction !== 'response' && <Reveal finding={finding} />}
    </article>
  );
}

const revealedForMs = 5 * 60_000;

/** What stands there, and around it: shown for a while to who asks, which is recorded. */
function Reveal({ finding: { request_id, hit } }: { readonly finding: Finding }) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const [shown, setShown] = useState<{ before: string; value: string; after: string } | null>(null);
  const reveal = useMutation({
    mutationFn: () => answer(api.POST('/api/findings/reveal', { body: { request_id, hit } })),
    gcTime: 0,
    onSuccess: (revealed) => {
      setShown(revealed);
      reveal.reset();
    },
  });
  useEffect(() => {
    if (shown === null) return undefined;
    const hide = (): void => setShown(null);
    const onHidden = (): void => {
      if (document.hidden) hide();
    };
    const timer = setTimeout(hide, revealedForMs);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onHidden);
    };
  }, [shown]);
  if (shown !== null) {
    return (
      <div className={classes.revealed}>
        <p dir="auto">
          {shown.before}
          <mark>{shown.value}</mark>
          {shown.after}
        </p>
        <Button size="compact-sm" onClick={() => setShown(null)}>
          {common('act.hide')}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.line}>
      <Button
        size="compact-sm"
        leftSection={<IconEye size={14} />}
        onClick={() => reveal.mutate()}
        loading={reveal.isPending}
      >
        {t('review.reveal')}
      </Button>
      <Text size="xs" c="dimmed">
        {t('review.revealHelp')}
      </Text>
      {reveal.error && <ProblemNotice error={reveal.error} />}
    </div>
  );
}
