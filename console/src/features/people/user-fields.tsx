import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemAt } from '../../lib/use-act.ts';
import type { User } from './queries.ts';
import { roles } from './roles.ts';

export type UserValues = Pick<User, 'email' | 'name' | 'role'>;

export interface UserFieldsProps {
  readonly values: UserValues;
  readonly onChange: (values: UserValues) => void;
  /** Of the change that was refused: each field tells its own part. */
  readonly error: unknown;
}

/** What a user is made of, whether new or changed. */
export function UserFields({ values, onChange, error }: UserFieldsProps) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  return (
    <>
      <TextInput
        type="email"
        label={t('column.email')}
        required
        maxLength={254}
        data-autofocus
        value={values.email}
        onChange={(event) => onChange({ ...values, email: event.currentTarget.value })}
        error={problemAt(error, 'email')}
      />
      <TextInput
        label={common('column.name')}
        required
        maxLength={200}
        value={values.name}
        onChange={(event) => onChange({ ...values, name: event.currentTarget.value })}
        error={problemAt(error, 'name')}
      />
      <Select
        label={t('column.role')}
        description={t(`roleHelp.${values.role}`)}
        allowDeselect={false}
        value={values.role}
        onChange={(role) => onChange({ ...values, role: role as User['role'] })}
        data={roles.map((value) => ({ value, label: common(`role.${value}`) }))}
      />
    </>
  );
}

/** Without the blanks around what was typed. */
export const trimmed = ({ email, name, role }: UserValues): UserValues => ({
  email: email.trim(),
  name: name.trim(),
  role,
});
