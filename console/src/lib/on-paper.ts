import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Calls `print` before the printer looks at the page, perhaps twice, and `restore` when it has looked. */
export function watchPaper(print: () => void, restore: () => void): () => void {
  const paper = matchMedia('print');
  const onChange = ({ matches }: MediaQueryListEvent): void => (matches ? print() : restore());
  window.addEventListener('beforeprint', print);
  window.addEventListener('afterprint', restore);
  paper.addEventListener('change', onChange);
  return () => {
    window.removeEventListener('beforeprint', print);
    window.removeEventListener('afterprint', restore);
    paper.removeEventListener('change', onChange);
  };
}

/** Whether the page goes to paper now: a list that draws what is in sight then draws all it has, for paper does not scroll. */
export function useOnPaper(): boolean {
  const [isOnPaper, setOnPaper] = useState(false);
  useEffect(
    () =>
      // The printer does not wait for a later turn.
      watchPaper(
        () => flushSync(() => setOnPaper(true)),
        () => flushSync(() => setOnPaper(false)),
      ),
    [],
  );
  return isOnPaper;
}
