import { useEffect } from 'react';
import { watchPaper } from './on-paper.ts';

const name = 'data-mantine-color-scheme';

/** Prints a page in light colours, whatever the screen has. They stand before the printer looks. */
export function useLightPaper(): void {
  useEffect(() => {
    const root = document.documentElement;
    let screen: string | null = null;
    const print = (): void => {
      screen ??= root.getAttribute(name);
      root.setAttribute(name, 'light');
    };
    const restore = (): void => {
      if (screen !== null) root.setAttribute(name, screen);
      screen = null;
    };
    const stop = watchPaper(print, restore);
    return () => {
      stop();
      restore();
    };
  }, []);
}
