import type { Rule } from '@tollgate/contract';
import { InvalidRule } from '../invalid-rule.ts';
import type { Finder } from './compiled-rule.ts';
import { fold } from './fold.ts';
import { standsAlone } from './word-edges.ts';

/**
 * Finds keywords by the one pass over all literals, which knows no case; whether one counts where it stands is asked
 * there. As words of their own they follow `standsAlone`, so scripts without blanks (CJK) are found inside of sentences.
 *
 * @throws InvalidRule for a keyword that is found everywhere
 */
export function keywordFinder(rule: Rule, keywords: readonly string[]): Finder {
  const isWord = (rule.keyword_match ?? 'word') === 'word';
  const empty = keywords.findIndex((keyword) => keyword.trim() === '');
  if (empty !== -1) throw new InvalidRule(rule.id, `keywords[${empty}]`, 'a keyword of blanks is found everywhere');
  const short = isWord ? -1 : keywords.findIndex((keyword) => /^[\0-\u024f]$/.test(keyword.trim()));
  if (short !== -1) {
    throw new InvalidRule(
      rule.id,
      `keywords[${short}]`,
      'a single letter is found in every text; give it more, or match whole words',
    );
  }
  const forms = formsInCase(rule, keywords);
  const isInCase = (text: string): boolean => {
    const allowed = forms?.get(fold(text));
    return allowed === undefined || allowed.has(text);
  };
  return {
    kind: 'keywords',
    literals: [...new Set(keywords.map(fold))],
    stands: (text, start, end) =>
      (!isWord || standsAlone(text, start, end)) && (forms === null || isInCase(text.slice(start, end))),
  };
}

/** The forms in which a keyword counts, by its folded form, for those that do not count in any; null without any. */
function formsInCase(rule: Rule, keywords: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> | null {
  const inCase = new Set(rule.keywords_in_case ?? []);
  const known = new Set(keywords);
  const unknown = [...inCase].findIndex((keyword) => !known.has(keyword));
  if (unknown !== -1) {
    throw new InvalidRule(rule.id, `keywords_in_case[${unknown}]`, 'this is none of the keywords');
  }
  if (!rule.case_sensitive && inCase.size === 0) return null;
  const anyCase = new Set(keywords.filter((keyword) => !rule.case_sensitive && !inCase.has(keyword)).map(fold));
  const forms = new Map<string, Set<string>>();
  for (const keyword of keywords) {
    const folded = fold(keyword);
    if (anyCase.has(folded)) continue;
    forms.set(folded, (forms.get(folded) ?? new Set()).add(keyword));
  }
  return forms;
}
