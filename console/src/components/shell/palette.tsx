import { Spotlight, spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type LinkProps, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '@mantine/spotlight/styles.layer.css';
import { useNavigation } from './navigation-list.tsx';

const pages = { req: '/traffic/$id', trc: '/traces/$id', ses: '/sessions/$id' } as const;

/** `⌘K`: to a page by its name, to a call, trace or session by its id. */
export function Palette({ asked }: { readonly asked: number }) {
  const { t } = useTranslation();
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const go = (to: string): void => void navigate({ to: to as LinkProps['to'] });
  const actions: SpotlightActionData[] = useNavigation()
    .flatMap(({ items = [], ...group }) => [
      { ...group, group: '' },
      ...items.map((item) => ({ ...item, group: t(group.label) })),
    ])
    .map(({ label, to, group }) => ({
      id: label,
      label: group === '' ? t(label) : `${group} › ${t(label)}`,
      keywords: [to],
      onClick: () => go(to),
    }));
  const id = /^(req|trc|ses)_[\w-]+$/.exec(query.trim());
  if (id) {
    const [value, kind] = id;
    actions.unshift({
      id: value,
      label: t('header.openId', { id: value }),
      onClick: () => go(pages[kind as keyof typeof pages].replace('$id', value)),
    });
  }
  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      nothingFound={t('header.paletteNothing')}
      highlightQuery
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      shortcut={null}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t('header.palette'),
        'aria-label': t('header.palette'),
      }}
    />
  );
}
