import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Key } from './queries.ts';
import classes from './people.module.css';

type BlockForm = Key['block_form'];

const previews = {
  error: `HTTP 400
{"error": {"message": "Blocked by company policy: …",
           "type": "invalid_request_error",
           "param": "messages[3].content",
           "code": "content_policy_violation"}}`,
  message: `HTTP 200
{"choices": [{"message": {"role": "assistant",
                          "content": "Blocked by company policy: …"},
              "finish_reason": "stop"}]}`,
} as const;

/** What a caller gets for a call that policy blocks, with a preview of it. */
export function BlockFormSelect({
  value,
  onChange,
  inherits = false,
}: {
  readonly value: BlockForm;
  readonly onChange: (value: BlockForm) => void;
  /** Without a form of its own a key takes its instance's, and an instance its kind's. */
  readonly inherits?: boolean;
}) {
  const { t } = useTranslation('people');
  return (
    <Stack gap="xs">
      <Select
        label={t('blockForm.label')}
        description={t('blockForm.help')}
        allowDeselect={false}
        value={value ?? 'inherit'}
        onChange={(chosen) => onChange(chosen === 'inherit' ? null : chosen)}
        data={[
          { value: 'inherit', label: inherits ? t('blockForm.asInstance') : t('blockForm.asKind') },
          { value: 'error', label: t('blockForm.error') },
          { value: 'message', label: t('blockForm.message') },
        ]}
      />
      {value !== null && <pre className={classes.preview}>{previews[value]}</pre>}
    </Stack>
  );
}
