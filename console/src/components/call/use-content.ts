import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, type paths } from '../../lib/api.ts';

export type Conversation = Omit<
  paths['/api/invocations/{request_id}/conversation']['get']['responses']['200']['content']['application/json'],
  'times'
>;
export type Message = Conversation['messages'][number];
export type Part = Message['parts'][number];

const minutesShown = 5;

/** Hides what was opened when it was long enough in sight, when the window is left, and when the page is. */
export function useHiding(isOpen: boolean, hide: () => void): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = setTimeout(hide, minutesShown * 60_000);
    const onLeave = (): void => {
      if (document.visibilityState === 'hidden') hide();
    };
    document.addEventListener('visibilitychange', onLeave);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onLeave);
    };
  }, [isOpen, hide]);
}

/** What was opened of a call. It lives in the page that shows it and nowhere else: no cache, no storage. */
export interface Content {
  readonly conversation: Conversation | undefined;
  /** What findings say, by their index; undefined while they are masked. */
  readonly revealed: ReadonlyMap<number, string> | undefined;
  readonly error: unknown;
  readonly isOpening: boolean;
  open(earlier: 'none' | 'all'): void;
  reveal(reason: string): Promise<void>;
  mask(): void;
  hide(): void;
}

/** Opens a call's content on demand: each opening is recorded, and says so. */
export function useContent(requestId: string): Content {
  const { t } = useTranslation('call');
  const path = { request_id: requestId };
  const opening = useMutation({
    gcTime: 0,
    mutationFn: (earlier: 'none' | 'all') =>
      answer(api.GET('/api/invocations/{request_id}/conversation', { params: { path, query: { earlier } } })),
    onSuccess: ({ missing }) => {
      if (missing === null) notifications.show({ message: t('content.recorded', { id: requestId }) });
    },
  });
  const revealing = useMutation({
    gcTime: 0,
    mutationFn: (reason: string) =>
      answer(api.POST('/api/invocations/{request_id}/reveals', { params: { path }, body: { reason } })),
    onSuccess: () => notifications.show({ message: t('content.revealRecorded', { id: requestId }) }),
  });
  const { reset: close } = opening;
  const { reset: mask } = revealing;
  const hide = useCallback(() => {
    close();
    mask();
  }, [close, mask]);
  useHiding(opening.data !== undefined, hide);
  return {
    conversation: opening.data,
    revealed:
      revealing.data &&
      new Map(revealing.data.items.flatMap(({ hit, text }) => (text === null ? [] : [[hit, text] as const]))),
    error: opening.error,
    isOpening: opening.isPending,
    open: opening.mutate,
    reveal: async (reason) => void (await revealing.mutateAsync(reason)),
    mask,
    hide,
  };
}
