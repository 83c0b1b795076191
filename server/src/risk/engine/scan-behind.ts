import { undoDisguises } from '../disguise/undo.ts';
import type { View } from '../disguise/view.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { compileScan } from './scan-text.ts';
import { isNamedNear, survivesJoining } from './survives-joining.ts';
import type { TextFinding, TextFindings } from './text-finding.ts';

export type ScanText = (text: string, scopeBit: number) => TextFindings;

/** The detector whose findings are runs that could not be undone: too deep, or too large once they are unpacked. */
export const undecodableDetector = 'undecodable_payload';

/**
 * Compiles the rules into one function over a text and all that hides in it: what stands openly, and what is behind the
 * disguises that can be undone, told at the place in the text that stands for it.
 */
export function compileDeepScan(rules: readonly CompiledRule[]): ScanText {
  const scanOpen = compileScan(rules);
  const isProof = rules.map(({ rule }) => survivesJoining(rule));
  const isNamed = (rule: number, text: string, start: number, end: number): boolean =>
    isNamedNear(rules[rule]!.rule, text, start, end);
  const undecodable = rules.flatMap(({ rule, scopes }, number) =>
    rule.detector === undecodableDetector ? [{ number, scopes }] : [],
  );

  const behind = (view: View, scope: number): TextFinding[] =>
    scanOpen(view.text, scope).findings.flatMap((finding): TextFinding[] => {
      const { rule, start, end, context } = finding;
      if (!view.touches(start, end) || (view.isJoined && !isProof[rule] && !isNamed(rule, view.text, start, end)))
        return [];
      const source = view.sourceOf(start, end);
      return [{ rule, ...source, disguises: view.disguisesOf(start, end), ...(context && { context }) }];
    });

  return (text, scope) => {
    const open = scanOpen(text, scope);
    const undone = undoDisguises(text);
    if (undone.views.length === 0 && undone.undecodable.length === 0) return { ...open, undone: 0 };
    const found = [
      ...open.findings,
      ...undone.views.flatMap((view) => behind(view, scope)),
      ...undecodable
        .filter(({ scopes }) => (scopes & scope) !== 0)
        .flatMap(({ number }) => undone.undecodable.map((run) => ({ rule: number, ...run }))),
    ];
    return { findings: eachOnce(found), undone: undone.views.length, beyond: open.beyond };
  };
}

/** What several views show of the same place counts once, as the one that shows the most of it; by start. */
function eachOnce(findings: readonly TextFinding[]): TextFinding[] {
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  return [...byRule.values()].flatMap(withoutOverlaps).sort(byPlace);
}

/** Of two that overlap the longer one counts, such as the whole of a key that a line break cuts; else the open one. */
function withoutOverlaps(findings: readonly TextFinding[]): TextFinding[] {
  if (findings.length === 1) return [...findings];
  const kept: TextFinding[] = [];
  for (const finding of findings.toSorted((one, other) => one.start - other.start)) {
    const last = kept.at(-1);
    if (last === undefined || finding.start >= last.end) kept.push(finding);
    else kept[kept.length - 1] = together(last, finding);
  }
  return kept;
}

/** The one that counts, over the span of both: what is replaced must hold all of it. */
function together(one: TextFinding, other: TextFinding): TextFinding {
  const isOther =
    lengthOf(other) > lengthOf(one) || (lengthOf(other) === lengthOf(one) && other.disguises === undefined);
  return { ...(isOther ? other : one), start: one.start, end: Math.max(one.end, other.end) };
}

function lengthOf({ start, end }: TextFinding): number {
  return end - start;
}

function byPlace(one: TextFinding, other: TextFinding): number {
  return one.start - other.start || one.end - other.end || one.rule - other.rule;
}
