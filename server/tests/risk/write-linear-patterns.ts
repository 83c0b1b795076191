import { writeFileSync } from 'node:fs';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import { isLinear, listFile, nameOfPattern, shownLinear } from './shown-linear.ts';

/** `npm run linear`: checks the built-in patterns that are new, and writes down which ones are linear. */
const before = new Set(shownLinear());
const patterns = loadBuiltInRules().filter(({ kind }) => kind === 'regex');
const linear = patterns.filter((rule) => before.has(nameOfPattern(rule)) || isLinear(rule));
writeFileSync(listFile, `${JSON.stringify(linear.map(nameOfPattern).toSorted(), null, 2)}\n`);
for (const rule of patterns) if (!linear.includes(rule)) process.stdout.write(`${rule.id} is not linear\n`);
process.stdout.write(`${linear.length} of ${patterns.length} patterns are linear.\n`);
