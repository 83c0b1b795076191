import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../lib/call-query.ts';
import { useFormat } from '../../lib/format.ts';
import { useRuleNames } from '../../lib/rule-names.ts';
import { HitText } from '../hit-text.tsx';
import { unmasked } from './unmasked.ts';
import type { Message, Part } from './use-content.ts';
import classes from './conversation.module.css';

export interface MessageViewProps {
  readonly message: Message;
  readonly isAnswer: boolean;
  readonly call: Call;
  readonly revealed: ReadonlyMap<number, string> | undefined;
  readonly tools: ReadonlyMap<string, string>;
  readonly at: string | undefined;
  readonly isExpanded: boolean;
}

const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'error'] as const;

/** One message: who says it at the side, its parts one below the other. */
export function MessageView({ message, isAnswer, ...rest }: MessageViewProps) {
  const { t } = useTranslation('call');
  const known = roles.find((role) => role === message.role);
  return (
    <li className={classes.message} data-role={message.role} data-new={message.is_new} tabIndex={-1} data-message>
      <div className={classes.role}>
        {known ? t(`role.${known}`) : <bdi>{message.role}</bdi>}
        <code className={classes.place}>{isAnswer ? t('content.answer') : message.place}</code>
      </div>
      <div className={classes.parts}>
        {message.parts.length === 0 && <span className={classes.dim}>{t('content.empty')}</span>}
        {message.parts.map((part) => (
          <PartView key={`${part.kind} ${part.place}`} part={part} isAnswer={isAnswer} {...rest} />
        ))}
      </div>
    </li>
  );
}

const charactersShown = 3000;

function PartView({
  part,
  isAnswer,
  call,
  revealed,
  tools,
  at,
  isExpanded,
}: Omit<MessageViewProps, 'message'> & { readonly part: Part }) {
  const { t } = useTranslation('call');
  const format = useFormat();
  const names = useRuleNames();
  const place = useRef<HTMLDivElement>(null);
  const isMeant = !isAnswer && at !== undefined && (at === part.place || at.startsWith(`${part.place}.`));
  const [isWhole, setWhole] = useState(isMeant);
  useEffect(() => {
    if (!isMeant) return;
    place.current?.scrollIntoView({ block: 'center' });
    place.current?.focus();
  }, [isMeant]);
  const { media } = part;
  const { text, hits } = unmasked(call, part, revealed, names);
  const isLong = text.length > charactersShown && !isWhole && !isExpanded;
  const tool = part.name ?? (part.call_id === null ? undefined : tools.get(part.call_id));
  return (
    <div
      ref={place}
      className={classes.part}
      data-kind={part.kind}
      data-place={isAnswer ? undefined : part.place}
      data-meant={isMeant || undefined}
      tabIndex={-1}
    >
      {part.kind !== 'text' && (
        <div className={classes.kind}>
          {t(`part.${part.kind}`)} {tool !== undefined && <bdi>{tool}</bdi>}
          {part.call_id !== null && <code className={classes.place}>{part.call_id}</code>}
        </div>
      )}
      {media ? (
        <div>
          <bdi>{media.type}</bdi> · {format.bytes(media.bytes)}
          {media.sha256 !== null && <code className={classes.hash}>SHA-256 {media.sha256}</code>}
        </div>
      ) : (
        <>
          <HitText text={isLong ? text.slice(0, charactersShown) : text} hits={isLong ? within(hits) : hits} />
          {isLong && (
            <Button size="compact-sm" variant="subtle" onClick={() => setWhole(true)}>
              {t('content.whole', { characters: format.count(text.length) })}
            </Button>
          )}
          {part.characters > part.text.length && !isLong && part.text !== '' && (
            <p className={classes.dim}>{t('content.cut', { characters: format.count(part.characters) })}</p>
          )}
          {part.text === '' && part.characters > 0 && <span className={classes.dim}>{t('content.notShown')}</span>}
        </>
      )}
    </div>
  );
}

function within<Span extends { readonly end: number }>(hits: readonly Span[]): readonly Span[] {
  return hits.filter(({ end }) => end <= charactersShown);
}
