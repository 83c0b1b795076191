import { readdirSync, readFileSync } from 'node:fs';
import { type Category, Rule } from '@tollgate/contract';
import { parse } from 'yaml';
import { z } from 'zod';

/** In this order. A pack is `<category>.yaml` and the files `<category>-*.yaml`, by name. */
const packs: readonly Category[] = ['privacy', 'finance', 'enterprise', 'security'];
const folder = new URL('./', import.meta.url);

/**
 * The rules of the packs, in their order.
 * @throws when a pack is not what it should be
 */
export function readPacks(): Rule[] {
  return packs.flatMap(readPack).map((rule, position) => ({ ...rule, position }));
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
