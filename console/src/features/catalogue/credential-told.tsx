import { useTranslation } from 'react-i18next';

/** `env:NAME` and `file:/path` as they are; a stored secret only as that. */
export function CredentialTold({ credential }: { readonly credential: string | null }) {
  const { t } = useTranslation('catalogue');
  if (credential === null) return <span>{t('credential.none')}</span>;
  if (credential.startsWith('stored:')) return <span>{t('credential.isStored')}</span>;
  return <code>{credential}</code>;
}
