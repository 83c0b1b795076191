import { useSyncExternalStore } from 'react';

/** What a person chose for this browser. What a view shows stands in its address instead, so that it can be sent. */
export interface Preferences {
  readonly colours: 'light' | 'dark' | 'system';
  readonly language: 'en' | 'zh-CN';
  readonly zone: 'local' | 'utc';
  readonly density: 'dense' | 'comfortable';
  readonly shortcuts: 'on' | 'off';
  /** Whether the way to a first call is still offered. */
  readonly firstRun: 'shown' | 'hidden';
}

const choices: { readonly [Name in keyof Preferences]: readonly Preferences[Name][] } = {
  colours: ['system', 'light', 'dark'],
  language: ['en', 'zh-CN'],
  zone: ['local', 'utc'],
  density: ['dense', 'comfortable'],
  shortcuts: ['on', 'off'],
  firstRun: ['shown', 'hidden'],
};

const listeners = new Set<() => void>();

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`tollgate.${name}`);
  } catch {
    return null;
  }
}

function read<Name extends keyof Preferences>(name: Name, otherwise: Preferences[Name]): Preferences[Name] {
  return choices[name].find((choice) => choice === stored(name)) ?? otherwise;
}

let current: Preferences = {
  colours: read('colours', 'system'),
  language: read('language', navigator.language.startsWith('zh') ? 'zh-CN' : 'en'),
  zone: read('zone', 'local'),
  density: read('density', 'dense'),
  shortcuts: read('shortcuts', 'on'),
  firstRun: read('firstRun', 'shown'),
};

export const preferences = (): Preferences => current;

export function prefer(changes: Partial<Preferences>): void {
  current = { ...current, ...changes };
  try {
    for (const [name, value] of Object.entries(changes)) localStorage.setItem(`tollgate.${name}`, value);
  } catch {
    // A browser that stores nothing forgets it at the next load.
  }
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}
