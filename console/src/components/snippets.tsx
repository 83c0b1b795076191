import { Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api, type paths } from '../lib/api.ts';
import { CopyButton } from './copy-button.tsx';
import { Waiting } from './page.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import classes from './snippets.module.css';

type Answer = paths['/api/snippets']['get']['responses']['200']['content']['application/json'];

export interface SnippetsProps {
  /** Of the key that the clients get; null: its place stays marked. It is copied, and shown by its beginning only. */
  readonly secret: string | null;
}

/** How the texts of `Snippets` come: base URL and a placeholder for the key. */
export const snippetsQuery = {
  queryKey: ['snippets'],
  queryFn: () => answer(api.GET('/api/snippets')),
  staleTime: Infinity,
} as const;

/** How clients are pointed at this gateway, ready to be copied. */
export function Snippets({ secret }: SnippetsProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(snippetsQuery);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting lines={4} />;
  const filled = (text: string, key: string | null): string =>
    key === null ? text : text.replaceAll(data.key_placeholder, key);
  return (
    <div>
      <Tabs defaultValue={data.items[0]?.client ?? ''} keepMounted={false}>
        <Tabs.List aria-label={t('snippet.label')}>
          {data.items.map(({ client, name }) => (
            <Tabs.Tab key={client} value={client}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {data.items.map(({ client, name, parts }) => (
          <Tabs.Panel key={client} value={client}>
            {parts.map((part) => (
              <Part
                key={part.file ?? 'shell'}
                part={part}
                shown={filled(part.text, secret === null ? null : `${secret.slice(0, 7)}…`)}
                copied={filled(part.text, secret)}
                label={part.file ?? name}
              />
            ))}
          </Tabs.Panel>
        ))}
      </Tabs>
      {secret === null && (
        <Text size="xs" c="dimmed" mt="sm">
          {t('snippet.placeholder', { placeholder: data.key_placeholder })}
        </Text>
      )}
    </div>
  );
}

interface PartProps {
  readonly part: Answer['items'][number]['parts'][number];
  readonly shown: string;
  readonly copied: string;
  readonly label: string;
}

function Part({ part, shown, copied, label }: PartProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.part}>
      <div className={classes.head}>
        <code>{part.file ?? t('snippet.shell')}</code>
        <CopyButton value={copied} label={label} />
      </div>
      <pre className={classes.text} role="group" tabIndex={0} aria-label={label}>
        {shown}
      </pre>
    </div>
  );
}
