import { Fragment } from 'react';
import classes from './hit-text.module.css';

export interface HitSpan {
  /** UTF-16 code units into the text. */
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  /** What acted is underlined solid; what was only recorded, dotted. */
  readonly acted: boolean;
}

/** A text with what rules found in it marked, by offsets and never by searching. Of spans that overlap the first is drawn. */
export function HitText({ text, hits }: { readonly text: string; readonly hits: readonly HitSpan[] }) {
  const ordered = hits.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const pieces: { readonly from: number; readonly hit: HitSpan }[] = [];
  let drawn = 0;
  for (const hit of ordered) {
    if (hit.start < drawn || hit.end <= hit.start) continue;
    pieces.push({ from: drawn, hit });
    drawn = hit.end;
  }
  return (
    <span className={classes.text} dir="auto">
      {pieces.map(({ from, hit }) => (
        <Fragment key={hit.start}>
          {text.slice(from, hit.start)}
          <mark className={classes.hit} data-acted={hit.acted} title={hit.rule}>
            {text.slice(hit.start, hit.end)}
            <span className={classes.tag}>{hit.rule}</span>
          </mark>
        </Fragment>
      ))}
      {text.slice(drawn)}
    </span>
  );
}
