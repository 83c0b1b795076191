import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api, type Schemas } from '../../lib/api.ts';
import { everyItem } from '../../lib/every-item.ts';

/** Whose calls something is about. */
export function UserSelect({
  value,
  onChange,
  error,
}: {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly error: string | undefined;
}) {
  const { t } = useTranslation('record');
  const users = useQuery({
    queryKey: ['users'],
    queryFn: () => everyItem<Schemas['User']>((query) => answer(api.GET('/api/users', { params: { query } }))),
  });
  return (
    <Select
      label={t('scope.user')}
      required
      searchable
      value={value}
      onChange={onChange}
      error={error}
      data={(users.data ?? []).map(({ id, email }) => ({ value: id, label: email }))}
    />
  );
}
