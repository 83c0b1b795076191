import { IconBan, IconClockX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/chip.tsx';
import { type KeyState, stateOfKey } from './key-state.ts';
import type { Key } from './queries.ts';

/** What opens is plain text: only what does not stands out. */
export function KeyStateWord({ apiKey }: { readonly apiKey: Pick<Key, 'revoked_at' | 'expires_at'> }) {
  const { t } = useTranslation('people');
  const state: KeyState = stateOfKey(apiKey);
  if (state === 'active') return <span>{t('state.active')}</span>;
  return (
    <Chip tone="caller" icon={state === 'revoked' ? IconBan : IconClockX}>
      {t(`state.${state}`)}
    </Chip>
  );
}

export function ActiveWord({ isActive }: { readonly isActive: boolean }) {
  const { t } = useTranslation('people');
  if (isActive) return <span>{t('state.active')}</span>;
  return (
    <Chip tone="caller" icon={IconBan}>
      {t('state.deactivated')}
    </Chip>
  );
}
