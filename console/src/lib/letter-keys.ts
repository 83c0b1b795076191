import { useEffect, useRef } from 'react';
import { usePreferences } from './preferences.ts';

export interface LetterKeyOptions {
  /** Not again while a key is held down: for acts that are more than a step. */
  readonly isOnce?: boolean;
}

/**
 * Single keys of a page. They never fire in fields or menus, under a dialog, after `g`, which goes to pages, or where a
 * person switched them off (WCAG 2.1.4).
 */
export function useLetterKeys(
  keys: Readonly<Record<string, (() => void) | undefined>>,
  { isOnce = false }: LetterKeyOptions = {},
): void {
  const { shortcuts } = usePreferences();
  const newest = useRef(keys);
  useEffect(() => {
    newest.current = keys;
  });
  useEffect(() => {
    if (shortcuts === 'off') return undefined;
    let isGoing = false;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || takesKeys(event.target)) return;
      const wasGoing = isGoing;
      isGoing = event.key === 'g' && !wasGoing;
      if (wasGoing || (isOnce && event.repeat) || document.querySelector('[role=dialog]')) return;
      const act = newest.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [shortcuts, isOnce]);
}

function takesKeys(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input,textarea,select,[role=menuitem]'))
  );
}
