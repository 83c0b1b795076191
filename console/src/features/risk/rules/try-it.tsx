import { Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { HitText } from '../../../components/hit-text.tsx';
import type { RuleTestResult } from '../data.ts';

export interface TryItProps {
  readonly rule: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly result: RuleTestResult | undefined;
}

/** A text of one's own, with what the rule as it is typed finds in it. */
export function TryIt({ rule, text, onChange, result }: TryItProps) {
  const { t } = useTranslation('risk');
  const hits = result?.hits.filter((hit) => hit.rule === rule) ?? [];
  return (
    <div>
      <Textarea
        label={t('panel.try')}
        description={t('panel.tryHelp')}
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {text !== '' && result && (
        <div role="status" aria-live="polite">
          <Text size="sm" mt={4}>
            {t('panel.tryFound', { count: hits.length })}
          </Text>
          {hits.length > 0 && (
            <HitText
              text={text}
              hits={hits.map(({ start, end, action }) => ({ start, end, rule, acted: action !== 'allow' }))}
            />
          )}
        </div>
      )}
    </div>
  );
}
