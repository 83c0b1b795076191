import { Button, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { exclusionOf, type PlainKey } from '../../lib/traffic-search.ts';
import type { Call } from '../../lib/call-query.ts';
import { useShown } from './chips.ts';
import { adding } from './choices.ts';
import classes from './traffic.module.css';
import type { ChangeSearch } from './use-traffic-search.ts';

/** What a call can be found by: the search's own keys and values. */
function valuesOf(call: Call): (readonly [PlainKey, string])[] {
  const rules = [...new Set(call.hits.map(({ rule }) => rule))];
  const values: (readonly [PlainKey, string | null | undefined])[] = [
    ['user', call.user?.email],
    ['instance', call.instance?.name],
    ['model', call.final_model],
    ['provider', call.provider],
    ['decision', call.decision],
    ['route', call.route],
    ['status', call.status],
    ...rules.map((rule) => ['rule', rule] as const),
    ['key', call.key?.prefix],
    ['session_id', call.session_id],
    ['trace_id', call.trace_id],
  ];
  return values.filter((pair): pair is readonly [PlainKey, string] => pair[1] != null);
}

export interface FilterByValueProps {
  readonly call: Call;
  /** Whether calls with the value are to go, and not those without it. */
  readonly excludes: boolean;
  readonly change: ChangeSearch;
  readonly onClose: () => void;
}

/** Asks by which of a call's values the list is to be filtered, or which is to be excluded. */
export function FilterByValue({ call, excludes, change, onClose }: FilterByValueProps) {
  const { t } = useTranslation('traffic');
  const { t: common } = useTranslation();
  const shown = useShown();
  const choices = valuesOf(call).flatMap(([plain, value]) => {
    const key = excludes ? exclusionOf(plain) : plain;
    return key === null ? [] : [{ plain, key, value }];
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={excludes ? t('filter.exclude') : t('filter.by')}
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <Stack gap="xs" p={4}>
        {choices.map(({ plain, key, value }, index) => (
          <Button
            key={`${key}:${value}`}
            variant="subtle"
            justify="flex-start"
            data-autofocus={index === 0 || undefined}
            onClick={() => {
              change(adding(key, value));
              onClose();
            }}
          >
            <span className={classes.quiet}>{t(`key.${plain}`)}</span>&nbsp;
            <bdi className={classes.choice}>{shown(plain, value)}</bdi>
          </Button>
        ))}
      </Stack>
    </Modal>
  );
}
