import { Button, NativeSelect, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useMe } from '../../../lib/me.ts';
import { allPages, type RuleTest, scopes } from '../data.ts';
import { keptDraft } from '../kept-drafts.ts';
import { useRuleTest } from '../use-rule-test.ts';
import { BenchResult } from './bench-result.tsx';
import { endpoints, requestIn } from './bench-request.ts';
import classes from './bench.module.css';

const route = getRouteApi('/shell/risk/test');

/** What the rules find in a text, a request or a recorded call, and what would be decided. */
export function BenchPage() {
  const { t } = useTranslation('risk');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const me = useMe();
  const mode = search.mode ?? (search.request === undefined ? 'text' : 'call');
  const [text, setText] = useState('');
  const [request, setRequest] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const change = (changes: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const callers = useQuery({ queryKey: ['callers'], queryFn: readCallers });
  const own = me?.user ? `user:${me.user.id}` : undefined;
  const as = search.as ?? own;
  const kept = search.rule === undefined ? undefined : keptDraft(search.rule);
  const isAnswer = mode === 'text' && search.scope === 'answer';
  const parsed = requestIn(request);
  const common = {
    ...(as !== undefined &&
      mode !== 'call' && {
        as: {
          [as.startsWith('user:') ? 'user' : 'instance']: as.slice(as.indexOf(':') + 1),
          ...(search.model !== undefined && { model: search.model }),
        },
      }),
    rules: kept ? [kept.unsaved] : [],
  };
  const test: Omit<RuleTest, 'measure'> | null =
    mode === 'text'
      ? { ...common, text, ...(isAnswer ? { direction: 'response' as const } : { scope: scopeIn(search.scope) }) }
      : mode === 'request'
        ? parsed.body === null
          ? null
          : { ...common, request: parsed.body, endpoint: search.endpoint ?? 'chat.completions' }
        : opened === null
          ? null
          : { ...common, request_id: opened };
  const isEmpty = (mode === 'text' && text === '') || test === null;
  const result = useRuleTest(isEmpty ? null : { ...test, measure: mode === 'call' });
  const measured = useRuleTest(isEmpty || mode === 'call' ? null : { ...test, measure: true }, 900);
  const shown = isEmpty ? undefined : result.data;
  return (
    <Page title={t('bench.title')} about={t('bench.about')}>
      <div className={classes.bench}>
        <Stack gap="md" className={classes.input ?? ''}>
          <SegmentedControl
            aria-label={t('bench.mode')}
            value={mode}
            onChange={(value) => change({ mode: value })}
            data={(['text', 'request', 'call'] as const).map((value) => ({ value, label: t(`bench.${value}`) }))}
          />
          {mode === 'text' && (
            <Textarea
              label={t('bench.textLabel')}
              autosize
              minRows={8}
              maxRows={20}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          {mode === 'request' && (
            <Textarea
              label={t('bench.requestLabel')}
              error={request !== '' && parsed.body === null && t('bench.noJson')}
              classNames={{ input: classes.code ?? '' }}
              autosize
              minRows={8}
              maxRows={20}
              spellCheck={false}
              value={request}
              onChange={(event) => setRequest(event.currentTarget.value)}
            />
          )}
          {mode === 'call' && (
            <form
              className={classes.row}
              onSubmit={(event) => {
                event.preventDefault();
                setOpened(search.request?.trim() || null);
              }}
            >
              <TextInput
                className={classes.grow ?? ''}
                label={t('bench.callLabel')}
                description={t('bench.callHelp')}
                placeholder="req_…"
                spellCheck={false}
                value={search.request ?? ''}
                onChange={(event) => change({ mode: 'call', request: event.currentTarget.value || undefined })}
              />
              <Button
                type="submit"
                variant="filled"
                loading={result.isFetching}
                disabled={search.request === undefined}
              >
                {t('bench.open')}
              </Button>
            </form>
          )}
          <div className={classes.fields}>
            {mode === 'text' && (
              <NativeSelect
                label={t('bench.scope')}
                value={search.scope ?? 'user'}
                onChange={(event) =>
                  change({ scope: event.currentTarget.value === 'user' ? undefined : event.currentTarget.value })
                }
                data={[
                  ...scopes.map((value) => ({ value: value as string, label: t(`scope.${value}`) })),
                  { value: 'answer', label: t('bench.answer') },
                ]}
              />
            )}
            {mode === 'request' && (
              <NativeSelect
                label={t('bench.endpoint')}
                value={search.endpoint ?? 'chat.completions'}
                onChange={(event) => change({ endpoint: endpoints.find((one) => one === event.currentTarget.value) })}
                data={[...endpoints]}
              />
            )}
            {mode !== 'call' && (
              <>
                <NativeSelect
                  label={t('bench.as')}
                  value={as ?? ''}
                  onChange={(event) => change({ as: event.currentTarget.value })}
                  data={callers.data ?? (own === undefined ? [] : [{ value: own, label: me?.user?.email ?? '' }])}
                />
                <TextInput
                  label={t('bench.model')}
                  placeholder="auto"
                  value={search.model ?? ''}
                  onChange={(event) => change({ model: event.currentTarget.value || undefined })}
                />
              </>
            )}
          </div>
          {kept && <Text size="sm">{t('bench.withDraft', { name: kept.draft.display_name })}</Text>}
        </Stack>
        <div className={classes.result} aria-live="polite">
          {result.error && !isEmpty ? (
            <ProblemNotice error={result.error} />
          ) : shown && !isEmpty ? (
            <BenchResult
              result={shown}
              measured={mode === 'call' ? shown : measured.error ? undefined : measured.data}
              texts={mode === 'text' ? { text } : mode === 'request' ? parsed.texts : {}}
            />
          ) : (
            <Text c="dimmed">{t('bench.empty')}</Text>
          )}
        </div>
      </div>
    </Page>
  );
}

const scopeIn = (scope: string | undefined): (typeof scopes)[number] => scopes.find((one) => one === scope) ?? 'user';

/** Whoever might call: people by e-mail, then instances. */
async function readCallers(): Promise<{ value: string; label: string }[]> {
  const query = (cursor: string | undefined) => ({ limit: 200, ...(cursor !== undefined && { cursor }) });
  const [users, instances] = await Promise.all([
    allPages((cursor) => answer(api.GET('/api/users', { params: { query: query(cursor) } }))),
    allPages((cursor) => answer(api.GET('/api/instances', { params: { query: query(cursor) } }))),
  ]);
  return [
    ...users.map(({ id, email }) => ({ value: `user:${id}`, label: email })),
    ...instances.map(({ id, name }) => ({ value: `instance:${id}`, label: name })),
  ];
}
