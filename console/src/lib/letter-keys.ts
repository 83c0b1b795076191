import { useEffect } from 'react';
import { usePreferences } from './preferences.ts';

/** Single keys of a page. They never fire in fields, under a dialog, or where a person switched them off (WCAG 2.1.4). */
export function useLetterKeys(keys: Readonly<Record<string, (() => void) | undefined>>): void {
  const { shortcuts } = usePreferences();
  useEffect(() => {
    if (shortcuts === 'off') return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      const { target } = event;
      if (target instanceof HTMLElement && (target.isContentEditable || target.matches('input,textarea,select')))
        return;
      if (document.querySelector('[role=dialog]')) return;
      const act = keys[event.key];
      if (act === undefined) return;
      act();
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [shortcuts, keys]);
}
