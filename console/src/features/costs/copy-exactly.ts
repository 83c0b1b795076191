import type { ClipboardEvent } from 'react';

/** Copies figures with all their digits, and cells of tables with tabs between them. */
export function copyExactly(event: ClipboardEvent): void {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed) return;
  const part = selection.getRangeAt(0).cloneContents();
  const figures = part.querySelectorAll<HTMLElement>('[data-exact]');
  if (figures.length === 0) return;
  for (const figure of figures) {
    const unit = /[A-Z]{3}$/.exec(figure.textContent.trim())?.[0];
    figure.textContent = `${figure.dataset['exact'] ?? ''}${unit ? ` ${unit}` : ''}`;
  }
  for (const cell of part.querySelectorAll('td:not(:last-child), th:not(:last-child)')) cell.append('\t');
  for (const row of part.querySelectorAll('tr:not(:last-child), thead')) row.append('\n');
  event.clipboardData.setData('text/plain', part.textContent);
  event.preventDefault();
}
