import { useEffect } from 'react';

const name = 'data-mantine-color-scheme';

/** Prints a page in light colours, whatever the screen has. They stand before the printer looks. */
export function useLightPaper(): void {
  useEffect(() => {
    const root = document.documentElement;
    const paper = matchMedia('print');
    let screen: string | null = null;
    const print = (): void => {
      screen ??= root.getAttribute(name);
      root.setAttribute(name, 'light');
    };
    const restore = (): void => {
      if (screen !== null) root.setAttribute(name, screen);
      screen = null;
    };
    const onChange = ({ matches }: MediaQueryListEvent): void => (matches ? print() : restore());
    window.addEventListener('beforeprint', print);
    window.addEventListener('afterprint', restore);
    paper.addEventListener('change', onChange);
    return () => {
      window.removeEventListener('beforeprint', print);
      window.removeEventListener('afterprint', restore);
      paper.removeEventListener('change', onChange);
      restore();
    };
  }, []);
}
