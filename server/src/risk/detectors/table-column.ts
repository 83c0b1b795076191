import { standsAlone } from '../engine/word-edges.ts';
import type { AnchoredDetector } from './detector.ts';

/** A head may stand so far from the ends of its line, a row may be so long; what is longer is no table that people read. */
const lineMax = 600;
/** Rows that hold nothing before the table is taken to have ended: a line under the head, a gap. */
const emptyRowsMax = 2;
const headMax = 40;

interface Cell {
  readonly start: number;
  readonly end: number;
}

/**
 * What stands in a table under one of these heads, row by row: CSV, tab-separated, Markdown. The head may hold a few more words
 * ("Base salary (EUR)").
 *
 * @param heads what columns are called; compared as words, whatever their case
 * @param isCell whether a cell holds such a value
 */
export function tableColumn(heads: readonly string[], isCell: (cell: string) => boolean): AnchoredDetector {
  const isHead = (text: string, { start, end }: Cell): boolean => {
    if (end - start > headMax) return false;
    const head = text.slice(start, end).toLowerCase();
    return !/\d{3}/.test(head) && heads.some((word) => holdsWord(head, word));
  };

  return {
    anchorsAreWords: true,
    anchors: heads,
    look(text, at, report) {
      if (!isInCell(text, at)) return;
      const head = lineAt(text, at);
      const separator = head && separatorOf(text, head);
      if (!head || !separator) return;
      const columns = cellsOf(text, head, separator).flatMap((cell, column) => (isHead(text, cell) ? [column] : []));
      if (columns.length === 0) return;
      let empty = 0;
      let from = head.end + 1;
      while (from < text.length && empty < emptyRowsMax) {
        const row = lineFrom(text, from);
        if (row === null) return;
        const cells = cellsOf(text, row, separator);
        let found = 0;
        for (const column of columns) {
          const cell = cells[column];
          if (cell === undefined || !isCell(text.slice(cell.start, cell.end))) continue;
          report(cell.start, cell.end);
          found++;
        }
        empty = found > 0 ? 0 : empty + 1;
        from = row.end + 1;
      }
    },
  };
}

function holdsWord(head: string, word: string): boolean {
  const at = head.indexOf(word);
  return at >= 0 && standsAlone(head, at, at + word.length);
}

/** A cheap look first: words of prose have no separators around them. */
function isInCell(text: string, at: number): boolean {
  let after = at;
  while (after < text.length && after - at < headMax && !isBorder(text.charCodeAt(after))) after++;
  if (after - at === headMax) return false;
  let before = at;
  while (before > 0 && at - before < headMax && !isBorder(text.charCodeAt(before - 1))) before--;
  return at - before < headMax;
}

/** The end of a line, a tab, `|`, `;` or `,`. */
function isBorder(unit: number): boolean {
  return unit === 0x2c || unit === 0x7c || unit === 0x3b || unit === 0x09 || unit === 0x0a;
}

function lineAt(text: string, at: number): Cell | null {
  let start = at;
  while (start > 0 && text.charCodeAt(start - 1) !== 0x0a) {
    if (at - start > lineMax) return null;
    start--;
  }
  return lineFrom(text, start);
}

function lineFrom(text: string, start: number): Cell | null {
  const next = text.slice(start, start + lineMax).indexOf('\n');
  if (next < 0 && text.length - start > lineMax) return null;
  return { start, end: next < 0 ? text.length : start + next };
}

/** A line with at least two cells; the separator that makes them. */
function separatorOf(text: string, { start, end }: Cell): string | null {
  const line = text.slice(start, end);
  return ['\t', '|', ';', ','].find((separator) => line.includes(separator)) ?? null;
}

/** Cells without blanks, quotes and Markdown's marks around them; a separator within quotes is none. */
function cellsOf(text: string, { start, end }: Cell, separator: string): Cell[] {
  const cells: Cell[] = [];
  let from = start;
  let isQuoted = false;
  for (let at = start; at <= end; at++) {
    const character = text.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    if (at < end && (isQuoted || character !== separator)) continue;
    cells.push(trimmed(text, from, at));
    from = at + 1;
  }
  return cells;
}

function trimmed(text: string, from: number, to: number): Cell {
  let [start, end] = [from, to];
  while (start < end && /[\s"'`*]/.test(text.charAt(start))) start++;
  while (end > start && /[\s"'`*]/.test(text.charAt(end - 1))) end--;
  return { start, end };
}
