import { readFileSync } from 'node:fs';
import { Rule } from '@tollgate/contract';
import { parse } from 'yaml';
import { z } from 'zod';

const packs = ['privacy', 'finance', 'enterprise', 'security'] as const;

let loaded: Rule[] | undefined;

/**
 * The rules that ship with Tollgate, in the order of their packs; the files are read once.
 *
 * @throws when a pack is not what it should be: a fault of the build, not of the configuration
 */
export function loadBuiltInRules(): Rule[] {
  loaded ??= packs.flatMap(readPack).map((rule, position) => ({ ...rule, position }));
  return structuredClone(loaded);
}

function readPack(pack: (typeof packs)[number]): Rule[] {
  const text = readFileSync(new URL(`packs/${pack}.yaml`, import.meta.url), 'utf8');
  const rules = z.array(Rule.extend({ category: Rule.shape.category.default(pack) })).safeParse(parse(text));
  if (!rules.success) throw new Error(`risk pack ${pack}: ${z.prettifyError(rules.error)}`);
  return rules.data;
}
