import { ActionIcon, Group } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../components/button-link.tsx';
import { CallSummary } from '../../components/call/call-summary.tsx';
import { Id } from '../../components/id.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { type Call, callQuery } from '../../lib/call-query.ts';
import { useLetterKeys } from '../../lib/letter-keys.ts';

export interface CallPanelProps {
  readonly requestId: string;
  /** What the list knows of it already. */
  readonly known: Call | undefined;
  readonly onClose: () => void;
  /** To the next and the previous call of the list; null where there is none. */
  readonly onNext: (() => void) | null;
  readonly onPrevious: (() => void) | null;
}

/** One call in short, beside the list that it was opened from. */
export function CallPanel({ requestId, known, onClose, onNext, onPrevious }: CallPanelProps) {
  const { t } = useTranslation('traffic');
  const { t: common } = useTranslation();
  const call = useQuery({ ...callQuery(requestId), ...(known !== undefined && { initialData: known }) });
  useLetterKeys({ j: onNext ?? undefined, k: onPrevious ?? undefined });
  return (
    <SidePanel
      label={t('panel.label', { id: requestId })}
      title={<Id value={requestId} />}
      onClose={onClose}
      actions={
        <Group gap="xs" wrap="nowrap">
          <ActionIcon onClick={() => onNext?.()} disabled={onNext === null} aria-label={t('panel.next')} title="j">
            <IconChevronDown size={16} />
          </ActionIcon>
          <ActionIcon
            onClick={() => onPrevious?.()}
            disabled={onPrevious === null}
            aria-label={t('panel.previous')}
            title="k"
          >
            <IconChevronUp size={16} />
          </ActionIcon>
          <ButtonLink size="compact-sm" link={{ to: '/traffic/$requestId', params: { requestId } }}>
            {common('act.open')}
          </ButtonLink>
        </Group>
      }
    >
      {call.error && !call.data ? (
        <ProblemNotice error={call.error} onRetry={() => void call.refetch()} />
      ) : call.data === undefined ? (
        <Waiting />
      ) : (
        // Its texts come with it: without this the whole page would wait for them, and lose the focus.
        <Suspense fallback={<Waiting />}>
          <CallSummary call={call.data} />
        </Suspense>
      )}
    </SidePanel>
  );
}
