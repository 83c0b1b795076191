const trailMax = 20;

/**
 * Keeps the focus of whoever works by keyboard: where what had it is taken away or switched off, as a dialog is that
 * closes and a button that has done its work, it goes back to where it was before. @returns how to end that
 */
export function keepFocus(): () => void {
  /** Where the focus was, the newest last. */
  let trail: HTMLElement[] = [];
  let busy: HTMLElement | null = null;
  let isByKeyboard = false;
  const onKey = (): void => void (isByKeyboard = true);
  const onPointer = (): void => void (isByKeyboard = false);
  const onFocus = ({ target }: FocusEvent): void => {
    busy = null;
    if (target instanceof HTMLElement) trail = [...trail.filter((one) => one !== target), target].slice(-trailMax);
  };
  const onChange = (): void => {
    const lost = trail.at(-1);
    // A row goes by scrolling too: its table looks after it.
    if (!isByKeyboard || lost === undefined || document.activeElement !== document.body || lost.matches('tr')) return;
    if (lost.isConnected && lost.hasAttribute('data-loading')) {
      busy = lost;
      return;
    }
    if (takesFocus(lost) && lost !== busy) return;
    const dialog = [...document.querySelectorAll('[aria-modal=true]')].at(-1);
    const back = trail.findLast((one) => takesFocus(one) && (dialog === undefined || dialog.contains(one)));
    (back ?? (dialog ? null : document.querySelector('main')))?.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(onChange);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'data-loading'] });
  document.addEventListener('focusin', onFocus);
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('pointerdown', onPointer, true);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('keydown', onKey, true);
    document.removeEventListener('pointerdown', onPointer, true);
  };
}

function takesFocus(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && element.getClientRects().length > 0;
}
