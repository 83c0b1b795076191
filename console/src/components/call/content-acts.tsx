import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDotsVertical } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../lib/api.ts';
import { useMay } from '../../lib/me.ts';
import { Confirm } from '../confirm.tsx';

export interface ContentActsProps {
  /** What is kept by a legal hold; null where nobody is known whose it is. */
  readonly hold: { readonly kind: 'trace' | 'session'; readonly id: string; readonly user: string } | null;
  /** What is erased; null where content is not erased as a whole. */
  readonly erase:
    | { readonly kind: 'invocation'; readonly id: string }
    | { readonly kind: 'session'; readonly id: string; readonly user: string }
    | null;
  /** Further items of the menu, before these. */
  readonly children?: ReactNode;
}

/** The menu of a call, a trace or a session: keep its content, or erase it; each for a reason, by who may. */
export function ContentActs({ hold, erase, children }: ContentActsProps) {
  const { t } = useTranslation('call');
  const client = useQueryClient();
  const holds = useMay('content:hold') ? hold : null;
  const erases = useMay('content:erase') ? erase : null;
  const [asking, setAsking] = useState<'hold' | 'erase' | null>(null);
  if (!holds && !erases && children === undefined) return null;
  const close = (): void => setAsking(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('act.more')}>
            <IconDotsVertical size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {children}
          {holds && <Menu.Item onClick={() => setAsking('hold')}>{t('act.hold')}</Menu.Item>}
          {erases && (
            <Menu.Item color="blocked" onClick={() => setAsking('erase')}>
              {t('act.erase')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === 'hold' && holds && (
        <Confirm
          title={t(`hold.title.${holds.kind}`)}
          act={t('hold.act')}
          asksReason
          onConfirm={async (reason) => {
            await answer(api.POST('/api/legal-holds', { body: { scope: holds, reason: reason.trim() } }));
            notifications.show({ message: t(`hold.done.${holds.kind}`) });
            await client.invalidateQueries({ queryKey: ['legal holds'] });
          }}
          onClose={close}
        >
          {t(`hold.text.${holds.kind}`)}
        </Confirm>
      )}
      {asking === 'erase' && erases && (
        <Confirm
          title={t(`erase.title.${erases.kind}`)}
          act={t('erase.act')}
          destroys
          asksReason
          typed="ERASE"
          onConfirm={async (reason) => {
            await answer(api.POST('/api/erasures', { body: { scope: erases, reason: reason.trim() } }));
            notifications.show({ message: t('erase.done') });
            await client.invalidateQueries();
          }}
          onClose={close}
        >
          {t(`erase.text.${erases.kind}`)}
        </Confirm>
      )}
    </>
  );
}
