import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemAt } from '../../lib/use-act.ts';
import { BlockFormSelect } from './block-form.tsx';
import { type Instance, usersQuery } from './queries.ts';

export type InstanceInput = Pick<Instance, 'name' | 'kind' | 'block_form'> & { readonly owner_id: string | null };

const kinds: readonly Instance['kind'][] = ['generic', 'openclaw'];

/** What is said of an instance, new or old. */
export function InstanceFields({
  value,
  onChange,
  error,
}: {
  readonly value: InstanceInput;
  readonly onChange: (value: InstanceInput) => void;
  readonly error: unknown;
}) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const users = useQuery(usersQuery).data ?? [];
  return (
    <>
      <TextInput
        label={common('column.name')}
        required
        maxLength={120}
        data-autofocus
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        error={problemAt(error, 'name')}
      />
      <Select
        label={t('column.owner')}
        description={t('instance.ownerHelp')}
        required
        searchable
        allowDeselect={false}
        value={value.owner_id}
        onChange={(owner_id) => onChange({ ...value, owner_id })}
        data={users
          .filter(({ id, is_active }) => is_active || id === value.owner_id)
          .map(({ id, email }) => ({ value: id, label: email }))}
        error={problemAt(error, 'owner_id')}
      />
      <Select
        label={t('column.kind')}
        allowDeselect={false}
        value={value.kind}
        onChange={(kind) => onChange({ ...value, kind: kind as Instance['kind'] })}
        data={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
      <BlockFormSelect value={value.block_form} onChange={(block_form) => onChange({ ...value, block_form })} />
    </>
  );
}
