import { useRef, useState } from 'react';
import { ConversationView } from '../../components/call/conversation-view.tsx';
import type { Content } from '../../components/call/use-content.ts';
import type { Call } from '../../lib/call-query.ts';
import { useLetterKeys } from '../../lib/letter-keys.ts';

/** The conversation, walked by keys: `n p` to the next finding, `[ ]` to the next message, `e` opens all that is long. */
export function ConversationTab({
  call,
  content,
  at,
}: {
  readonly call: Call;
  readonly content: Content;
  readonly at: string | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [isExpanded, setExpanded] = useState(false);
  const go = (selector: string, by: 1 | -1): void => {
    const all = [...(box.current?.querySelectorAll<HTMLElement>(selector) ?? [])];
    if (all.length === 0) return;
    const now = all.findIndex((one) => one === document.activeElement);
    const next = all[now === -1 ? (by === 1 ? 0 : all.length - 1) : (now + by + all.length) % all.length];
    // What is no control takes the focus only when it is told that it may.
    if (next && !next.hasAttribute('tabindex')) next.tabIndex = -1;
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  useLetterKeys({
    n: () => go('mark', 1),
    p: () => go('mark', -1),
    ']': () => go('[data-message]', 1),
    '[': () => go('[data-message]', -1),
    e: () => setExpanded(true),
  });
  return (
    <div ref={box}>
      <ConversationView call={call} content={content} at={at} isExpanded={isExpanded} />
    </div>
  );
}
