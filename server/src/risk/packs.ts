import { readdirSync, readFileSync } from 'node:fs';
import { type Category, Rule } from '@tollgate/contract';
import { parse } from 'yaml';
import { z } from 'zod';

/** In this order. A pack is `<category>.yaml` and the files `<category>-*.yaml`, by name. */
const packs: readonly Category[] = ['privacy', 'finance', 'enterprise', 'security'];
const folder = new URL('packs/', import.meta.url);

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

function readPack(pack: Category): Rule[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && (name === `${pack}.yaml` || name.startsWith(`${pack}-`)))
    .sort()
    .flatMap((name) => readPackFile(name, pack));
}

function readPackFile(name: string, pack: Category): Rule[] {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const rules = z.array(Rule.extend({ category: Rule.shape.category.default(pack) })).safeParse(parse(text));
  if (!rules.success) throw new Error(`risk pack ${name}: ${z.prettifyError(rules.error)}`);
  return rules.data;
}
