import type { Draft, unsavedOf } from './draft.ts';

export interface KeptDraft {
  readonly draft: Draft;
  readonly unsaved: ReturnType<typeof unsavedOf>;
}

/** What was typed of rules and not saved, while one looks at it in the test bench. It ends with the page. */
const drafts = new Map<string, KeptDraft>();

export const keptDraft = (rule: string): KeptDraft | undefined => drafts.get(rule);

export function keepDraft(rule: string, kept: KeptDraft | null): void {
  if (kept === null) drafts.delete(rule);
  else drafts.set(rule, kept);
}
