import type { Disguise } from '@tollgate/contract';

/** Ways of writing in which a part says nothing by itself: what is found inside takes the whole run with it. */
const encodings: ReadonlySet<Disguise> = new Set(['base64', 'hex', 'compressed']);
const inRun = /[A-Za-z0-9+/_\r\n-]/;

/** What has to be replaced of a text so that a finding in it is gone. Offsets are UTF-16 code units of `text`. */
export function encodedSpan(
  text: string,
  {
    start,
    end,
    disguises,
  }: { readonly start: number; readonly end: number; readonly disguises?: readonly Disguise[] | undefined },
): { start: number; end: number } {
  if (!disguises?.some((disguise) => encodings.has(disguise))) return { start, end };
  let from = start;
  let to = end;
  while (from > 0 && inRun.test(text.charAt(from - 1))) from--;
  while (to < text.length && inRun.test(text.charAt(to))) to++;
  while (text.charAt(to) === '=') to++;
  return { start: from, end: to };
}
