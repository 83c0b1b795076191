import { hash as digest } from 'node:crypto';
import type { ReviewedText } from '@tollgate/contract';
import { strongestOf } from '../conclude.ts';
import type { Findings, Hit, ScanText } from '../rule-set.ts';
import { type MaskedText, maskText } from './mask-text.ts';

/** The texts that were found harmless. */
export interface ReviewedTexts {
  /** What `fingerprintOf` gave of each. */
  readonly hashes: ReadonlySet<string>;
}

const previewUnits = 80;

/**
 * What is kept of a reviewed text: never the text.
 * @param findings what rules find in it, which the preview must not show
 */
export function fingerprintOf(
  text: string,
  findings: readonly Pick<Hit, 'start' | 'end'>[],
): Pick<ReviewedText, 'hash' | 'length' | 'preview'> {
  const { masked } = maskText(text);
  return { hash: hashOf(masked), length: masked.length, preview: previewOf(text, findings) };
}

function previewOf(text: string, findings: readonly Pick<Hit, 'start' | 'end'>[]): string {
  let shown = '';
  let from = 0;
  for (const { start, end } of findings.toSorted((one, other) => one.start - other.start)) {
    if (end <= from) continue;
    if (start > from || from === 0) shown += `${text.slice(from, Math.max(from, start))}****`;
    from = end;
  }
  const { masked } = maskText(shown + text.slice(from));
  return masked.slice(0, previewUnits).toWellFormed().replaceAll('\0', '\ufffd');
}

/**
 * Marks the hits that stand in reviewed texts, and decides anew which action is the strongest: of the others alone. A hit
 * that touches what is masked is new each time, and still decides.
 */
export function applyReviewed(findings: Findings, texts: readonly ScanText[], reviewed: ReviewedTexts): Findings {
  if (reviewed.hashes.size === 0 || findings.hits.length === 0) return findings;
  const known = new Map<number, MaskedText | null>();
  const reviewedText = (number: number): MaskedText | null => {
    const seen = known.get(number);
    if (seen !== undefined) return seen;
    const masked = maskText(texts[number]?.value ?? '');
    const found = reviewed.hashes.has(hashOf(masked.masked)) ? masked : null;
    known.set(number, found);
    return found;
  };
  const hits = findings.hits.map((hit): Hit => {
    const text = reviewedText(hit.text);
    return text && !touches(hit, text.spans) ? { ...hit, is_reviewed: true } : hit;
  });
  return { ...findings, hits, strongest: strongestOf(hits.filter((hit) => !hit.is_reviewed)) };
}

function touches({ start, end }: Hit, spans: MaskedText['spans']): boolean {
  let low = 0;
  for (let high = spans.length; low < high;) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.[1] ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return (spans[low]?.[0] ?? Infinity) < end;
}

/** SHA-256, lower-case hex. A policy must decide the same years later, anywhere: there is no key in it. */
function hashOf(masked: string): string {
  return digest('sha256', masked);
}
