import { ActionIcon, Button, Stack, Text, Textarea } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../draft.ts';
import classes from './rule-panel.module.css';

export interface RuleExamplesProps {
  readonly draft: Draft;
  /** Undefined where they are only read. */
  readonly onChange: ((changes: Partial<Draft>) => void) | undefined;
  readonly problemAt: (field: string) => ReactNode;
}

/** Texts that show what a rule means: it is not saved while one of them says otherwise. */
export function RuleExamples({ draft, onChange, problemAt }: RuleExamplesProps) {
  const { t } = useTranslation('risk');
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {t('examples.about')}
      </Text>
      {(['match', 'no_match'] as const).map((kind) => (
        <Stack gap="sm" key={kind} role="group" aria-label={t(`examples.${kind}`)}>
          <h3>{t(`examples.${kind}`)}</h3>
          {draft[kind].length === 0 && <Text size="sm">{t('examples.none')}</Text>}
          {draft[kind].map((text, index) => (
            <div key={index} className={classes.example}>
              <Textarea
                aria-label={t(`examples.${kind}Nth`, { number: index + 1 })}
                autosize
                minRows={1}
                maxRows={6}
                spellCheck={false}
                readOnly={onChange === undefined}
                error={problemAt(`examples.${kind}[${index}]`)}
                value={text}
                onChange={(event) => onChange?.({ [kind]: draft[kind].with(index, event.currentTarget.value) })}
              />
              {onChange && (
                <ActionIcon
                  aria-label={t('examples.remove', { number: index + 1 })}
                  onClick={() => onChange({ [kind]: draft[kind].toSpliced(index, 1) })}
                >
                  <IconX size={16} />
                </ActionIcon>
              )}
            </div>
          ))}
          {onChange && (
            <div>
              <Button
                size="compact-sm"
                leftSection={<IconPlus size={14} />}
                onClick={() => onChange({ [kind]: [...draft[kind], ''] })}
              >
                {t(`examples.${kind}Add`)}
              </Button>
            </div>
          )}
        </Stack>
      ))}
    </Stack>
  );
}
