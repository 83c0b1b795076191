import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../lib/call-query.ts';
import { Confirm } from '../confirm.tsx';
import { Waiting } from '../page.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { MessageView } from './message-view.tsx';
import { Tombstone } from './tombstone.tsx';
import type { Content, Message } from './use-content.ts';
import classes from './conversation.module.css';

export interface ConversationViewProps {
  readonly call: Call;
  readonly content: Content;
  /** A place in the messages to go to. */
  readonly at?: string | undefined;
  readonly isExpanded?: boolean;
}

/** A call as a conversation. Its text comes with a click that is recorded, and its findings stay masked until another one. */
export function ConversationView({ call, content, at, isExpanded = false }: ConversationViewProps) {
  const { t } = useTranslation('call');
  const [isAsking, setAsking] = useState(false);
  const { conversation, revealed } = content;
  if (content.error) return <ProblemNotice error={content.error} onRetry={() => content.open('none')} />;
  if (content.isOpening && !conversation) return <Waiting lines={6} />;
  if (!conversation) {
    return (
      <div className={classes.closed}>
        <p>{t('content.closed')}</p>
        <Button variant="filled" onClick={() => content.open(at === undefined ? 'none' : 'all')}>
          {t('content.show')}
        </Button>
      </div>
    );
  }
  if (conversation.missing !== null) return <Tombstone conversation={conversation} />;
  const tools = toolNames([...conversation.messages, ...conversation.answer]);
  const areEarlierShown = conversation.messages.some(({ is_new }) => !is_new);
  const view = (message: Message, isAnswer: boolean) => (
    <MessageView
      key={`${isAnswer ? 'answer ' : ''}${message.place}`}
      message={message}
      isAnswer={isAnswer}
      call={call}
      revealed={revealed}
      tools={tools}
      at={at}
      isExpanded={isExpanded}
    />
  );
  return (
    <div className={classes.conversation}>
      <Group gap="sm" className={classes.bar}>
        <Button size="compact-sm" onClick={content.hide}>
          {t('content.hide')}
        </Button>
        {call.hits.length > 0 &&
          (revealed ? (
            <Button size="compact-sm" onClick={content.mask}>
              {t('content.mask')}
            </Button>
          ) : (
            <Button size="compact-sm" onClick={() => setAsking(true)}>
              {t('content.reveal', { count: call.hits.length })}
            </Button>
          ))}
        <span className={classes.dim}>{t('content.hides')}</span>
      </Group>
      {conversation.is_withheld && <p className={classes.dim}>{t('content.withheld')}</p>}
      {!conversation.is_readable && <p className={classes.dim}>{t('content.unreadable')}</p>}
      {conversation.tools.length > 0 && (
        <details className={classes.dim}>
          <summary>{t('content.tools', { count: conversation.tools.length })}</summary>
          <bdi>{conversation.tools.join(', ')}</bdi>
        </details>
      )}
      {conversation.earlier > 0 && !areEarlierShown && (
        <Button size="compact-sm" variant="subtle" onClick={() => content.open('all')} loading={content.isOpening}>
          {t('content.earlier', { count: conversation.earlier })}
        </Button>
      )}
      <ol className={classes.messages}>
        {conversation.messages.map((message) => view(message, false))}
        {conversation.answer.map((message) => view(message, true))}
      </ol>
      {conversation.finish_reason !== null && (
        <p className={classes.dim}>{t('content.finished', { reason: conversation.finish_reason })}</p>
      )}
      {isAsking && (
        <Confirm
          title={t('content.revealTitle', { count: call.hits.length })}
          act={t('content.revealAct')}
          asksReason
          onConfirm={content.reveal}
          onClose={() => setAsking(false)}
        >
          {t('content.revealText')}
        </Confirm>
      )}
    </div>
  );
}

/** Which tool each id calls, so that a result can say whose it is. */
function toolNames(messages: readonly Message[]): ReadonlyMap<string, string> {
  return new Map(
    messages.flatMap(({ parts }) =>
      parts.flatMap(({ kind, call_id, name }) =>
        kind === 'tool_call' && call_id !== null && name !== null ? [[call_id, name] as const] : [],
      ),
    ),
  );
}
