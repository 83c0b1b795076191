/**
 * Focuses the row of this index once it is drawn: after a leap a virtual list draws it some frames later.
 * @param done called then; what changes the address belongs here, since the router remembers where lists stand when it leaves
 */
export function focusRow(list: Element | null, index: number, done?: () => void, framesLeft = 60): void {
  requestAnimationFrame(() => {
    const row = list?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (row) {
      row.focus();
      done?.();
    } else if (framesLeft > 0) focusRow(list, index, done, framesLeft - 1);
  });
}
