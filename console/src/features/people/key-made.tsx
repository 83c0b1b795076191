import { useTranslation } from 'react-i18next';
import { SecretOnce } from '../../components/secret-once.tsx';
import { Snippets } from '../../components/snippets.tsx';
import type { Schemas } from '../../lib/api.ts';
import { FirstCall } from './first-call.tsx';

export interface KeyMadeProps {
  readonly title: string;
  readonly made: Schemas['Key'] & { readonly secret: string };
  readonly onClose: () => void;
}

/** A new key's secret, what to do with it, and the first call by it as soon as it comes. */
export function KeyMade({ title, made, onClose }: KeyMadeProps) {
  const { t } = useTranslation('people');
  return (
    <SecretOnce title={title} secret={made.secret} onClose={onClose}>
      <Snippets secret={made.secret} />
      <FirstCall keyId={made.id} since={made.created_at} waiting={t('key.waiting')} />
    </SecretOnce>
  );
}
