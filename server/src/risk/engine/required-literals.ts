import type { Hir, HirKind } from 'rregex';
import { fold } from './fold.ts';

/** Literals of which every match of a pattern holds one, `offset` code units after the match's start (null: anywhere). */
export interface RequiredLiterals {
  readonly literals: readonly string[];
  readonly offset: number | null;
}

/** What is known of an expression: all strings it can be (when few), its width, and its best required literals. */
interface Known {
  readonly exact: readonly string[] | null;
  /** Null when it varies. */
  readonly width: number | null;
  readonly best: RequiredLiterals | null;
}

const exactMax = 128;
const literalLengthMax = 16;

/** The literals, folded, by which a pattern can be ruled out or found quickly; null when there are none worth it. */
export function requiredLiterals(hir: Hir): RequiredLiterals | null {
  const known = walk(hir.kind);
  return better(fromExact(known.exact), known.best);
}

function walk(kind: HirKind): Known {
  switch (kind['@variant']) {
    case 'Empty':
    case 'Look':
      return exactly(['']);
    case 'Literal':
      return exactly([fold(new TextDecoder().decode(kind['@values'][0]['@values'][0]))]);
    case 'Class': {
      const members = kind['@values'][0];
      if (members['@variant'] !== 'Unicode') return { exact: null, width: 1, best: null };
      const ranges = members['@values'][0].ranges;
      const isNarrow = ranges.every((range) => (range.end.codePointAt(0) ?? 0) <= 0xffff);
      const size = ranges.reduce((sum, range) => sum + range.len, 0);
      const isRare = ranges.every((range) => (range.start.codePointAt(0) ?? 0) > 0x2e7f);
      if (size > (isRare ? 40 : 8)) return { exact: null, width: isNarrow ? 1 : null, best: null };
      return exactly([...new Set(ranges.flatMap(charactersOf).map(fold))]);
    }
    case 'Capture':
      return walk(kind['@values'][0].sub.kind);
    case 'Repetition':
      return repeat(kind['@values'][0].min, kind['@values'][0].max, walk(kind['@values'][0].sub.kind));
    case 'Concat':
      return concat(kind['@values'][0].map((part) => walk(part.kind)));
    case 'Alternation':
      return alternate(kind['@values'][0].map((part) => walk(part.kind)));
  }
}

function charactersOf(range: { start: string; end: string }): string[] {
  const from = range.start.codePointAt(0) ?? 0;
  const to = range.end.codePointAt(0) ?? 0;
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
}

function exactly(strings: readonly string[]): Known {
  const width = strings[0]?.length ?? 0;
  return { exact: strings, width: strings.every((one) => one.length === width) ? width : null, best: null };
}

function repeat(min: number, max: number | undefined, sub: Known): Known {
  if (sub.exact !== null && max === min && min <= 8) {
    return concat(Array.from({ length: min }, () => sub));
  }
  if (sub.exact !== null && min === 0 && max === 1) return exactly([...new Set([...sub.exact, ''])]);
  return {
    exact: null,
    width: max === min && sub.width !== null ? sub.width * min : null,
    best: min > 0 ? better(fromExact(sub.exact), sub.best) : null,
  };
}

function concat(parts: readonly Known[]): Known {
  let best: RequiredLiterals | null = null;
  let run: readonly string[] | null = [''];
  let runOffset: number | null = 0;
  let offset: number | null = 0;
  let isExact = true;
  const close = (): void => {
    best = better(best, shifted(fromExact(run), runOffset));
    isExact = false;
  };
  for (const part of parts) {
    const product: readonly string[] | null = part.exact === null || run === null ? null : multiply(run, part.exact);
    if (product !== null) {
      run = product;
    } else {
      close();
      run = part.exact;
      runOffset = offset;
      best = better(best, shifted(part.best, offset));
    }
    offset = offset === null || part.width === null ? null : offset + part.width;
    if (part.exact === null) {
      run = [''];
      runOffset = offset;
    }
  }
  best = better(best, shifted(fromExact(run), runOffset));
  return { exact: isExact ? run : null, width: offset, best: isExact ? null : best };
}

function multiply(left: readonly string[], right: readonly string[]): string[] | null {
  if (left.length * right.length > exactMax) return null;
  const product = [...new Set(left.flatMap((head) => right.map((tail) => head + tail)))];
  return product.some((one) => one.length > literalLengthMax * 2) ? null : product;
}

function alternate(branches: readonly Known[]): Known {
  const width = branches[0]?.width ?? null;
  const sameWidth = branches.every((branch) => branch.width === width) ? width : null;
  if (branches.every((branch) => branch.exact !== null)) {
    const exact = [...new Set(branches.flatMap((branch) => branch.exact ?? []))];
    if (exact.length <= exactMax * 4) return { exact, width: sameWidth, best: null };
  }
  const bests = branches.map((branch) => better(fromExact(branch.exact), branch.best));
  if (bests.some((best) => best === null)) return { exact: null, width: sameWidth, best: null };
  const offset = bests[0]?.offset ?? null;
  return {
    exact: null,
    width: sameWidth,
    best: {
      literals: [...new Set(bests.flatMap((best) => best?.literals ?? []))],
      offset: bests.every((best) => best?.offset === offset) ? offset : null,
    },
  };
}

function fromExact(exact: readonly string[] | null): RequiredLiterals | null {
  if (exact === null || exact.length === 0 || exact.some((one) => one === '')) return null;
  return { literals: [...new Set(exact.map((one) => one.slice(0, literalLengthMax)))], offset: 0 };
}

function shifted(found: RequiredLiterals | null, by: number | null): RequiredLiterals | null {
  if (found === null) return null;
  return { literals: found.literals, offset: found.offset === null || by === null ? null : found.offset + by };
}

/** Longer literals are rarer; a known offset lets the pattern start right there. */
function better(one: RequiredLiterals | null, other: RequiredLiterals | null): RequiredLiterals | null {
  const [a, b] = [worth(one), worth(other)];
  if (Math.max(a, b) <= 0) return null;
  return a >= b ? one : other;
}

function worth(found: RequiredLiterals | null): number {
  if (found === null) return 0;
  const shortest = Math.min(...found.literals.map(weight));
  if (shortest < 2) return 0;
  return Math.min(shortest, 5) + (found.offset === null ? 0 : 4) - found.literals.length / 1000;
}

/** Characters outside of ASCII, and `@`, are rare enough to count for more. */
function weight(literal: string): number {
  let sum = 0;
  for (let index = 0; index < literal.length; index++) {
    const unit = literal.charCodeAt(index);
    sum += unit === 0x40 || unit > 0x7f ? 2 : 1;
  }
  return sum;
}
