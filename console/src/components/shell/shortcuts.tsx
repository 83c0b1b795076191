import { Kbd, Modal, Switch, Table } from '@mantine/core';
import { type LinkProps, useNavigate } from '@tanstack/react-router';
import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { prefer, usePreferences } from '../../lib/preferences.ts';
import { useNavigation } from './navigation-list.tsx';

/** Its code comes when it is opened for the first time. */
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));

type Layer = 'shortcuts' | 'palette';
const opens = new Set<(layer: Layer) => void>();
export const openShortcuts = (): void => opens.forEach((open) => open('shortcuts'));
export const openPalette = (): void => opens.forEach((open) => open('palette'));

const list = [
  ['?', 'help'],
  ['⌘K', 'palette'],
  ['/', 'filter'],
  ['g', 'go'],
  ['j k ↑ ↓', 'rows'],
  ['Enter', 'open'],
  ['f x', 'byValue'],
  ['Esc', 'close'],
] as const;

/** `?`, `/`, and `g` with a page's letter. Letters never fire in fields, and can be switched off (WCAG 2.1.4). */
export function Shortcuts() {
  const { t } = useTranslation();
  const { shortcuts } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState(0);
  useHotkeys([['mod+K', openPalette]], []);
  const navigate = useNavigate();
  const pages = useNavigation();
  useEffect(() => {
    const open = (layer: Layer): void => (layer === 'palette' ? setAsked((before) => before + 1) : setOpen(true));
    opens.add(open);
    return () => void opens.delete(open);
  }, []);
  useEffect(() => {
    if (shortcuts === 'off') return undefined;
    let isGoing = false;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isField(event.target)) return;
      const wasGoing = isGoing;
      isGoing = event.key === 'g' && !wasGoing;
      const page = wasGoing ? pages.find(({ key }) => key === event.key) : undefined;
      if (page) void navigate({ to: page.to as LinkProps['to'] });
      else if (event.key === '?') setOpen(true);
      else if (event.key === '/') document.querySelector<HTMLElement>('[data-filter]')?.focus();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [shortcuts, pages, navigate]);
  return (
    <>
      <Suspense fallback={null}>{asked > 0 && <Palette asked={asked} />}</Suspense>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('shortcut.title')}
        closeButtonProps={{ 'aria-label': t('act.close') }}
      >
        <Table>
          <Table.Tbody>
            {list.map(([keys, word]) => (
              <Table.Tr key={word}>
                <Table.Td w={110}>
                  <Kbd>{keys}</Kbd>
                </Table.Td>
                <Table.Td>{t(`shortcut.${word}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Switch
          mt="md"
          label={t('shortcut.switch')}
          checked={shortcuts === 'on'}
          onChange={(event) => prefer({ shortcuts: event.currentTarget.checked ? 'on' : 'off' })}
        />
      </Modal>
    </>
  );
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input,textarea,select'));
}
