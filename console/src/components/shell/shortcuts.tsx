import { type LinkProps, useNavigate } from '@tanstack/react-router';
import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useState } from 'react';
import { usePreferences } from '../../lib/preferences.ts';
import { useNavigation } from './navigation-list.tsx';

/** Their code comes when they are opened for the first time. */
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const ShortcutHelp = lazy(async () => ({ default: (await import('./shortcut-help.tsx')).ShortcutHelp }));

type Layer = 'shortcuts' | 'palette';
const opens = new Set<(layer: Layer) => void>();
export const openShortcuts = (): void => opens.forEach((open) => open('shortcuts'));
export const openPalette = (): void => opens.forEach((open) => open('palette'));

/** What opens the palette, as the keyboard at hand names it. */
export const paletteKeys = /Mac OS|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';

/** `?`, `/`, and `g` with a page's letter. Letters never fire in fields, and can be switched off (WCAG 2.1.4). */
export function Shortcuts() {
  const { shortcuts } = usePreferences();
  const [isOpen, setOpen] = useState<boolean | null>(null);
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
    <Suspense fallback={null}>
      {asked > 0 && <Palette asked={asked} />}
      {isOpen !== null && <ShortcutHelp opened={isOpen} onClose={() => setOpen(false)} />}
    </Suspense>
  );
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input,textarea,select'));
}
