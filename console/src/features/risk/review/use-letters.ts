import { useEffect, useRef } from 'react';
import { usePreferences } from '../../../lib/preferences.ts';

/** Single letters as shortcuts of a page: not in fields, not over a dialog, and not after `g`, which goes to pages. */
export function useLetters(acts: Readonly<Record<string, () => void>>): void {
  const { shortcuts } = usePreferences();
  const newest = useRef(acts);
  useEffect(() => {
    newest.current = acts;
  });
  useEffect(() => {
    if (shortcuts === 'off') return undefined;
    let isGoing = false;
    const onKey = (event: KeyboardEvent): void => {
      const wasGoing = isGoing;
      isGoing = event.key === 'g';
      const { target } = event;
      const isField =
        target instanceof HTMLElement && (target.isContentEditable || target.matches('input,textarea,select'));
      if (wasGoing || isField || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.repeat || document.querySelector('[role=dialog]') !== null) return;
      const act = newest.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [shortcuts]);
}
