import { readFile } from 'node:fs/promises';
import { GatewayFileInvalid } from '../administration/apply/file-problem.ts';
import { parseGatewayFile } from '../administration/apply/parse-gateway-file.ts';
import { withoutReplaced } from '../catalog/rule-sources.ts';
import { compileRules } from '../risk/compile.ts';
import { loadBuiltInRules } from '../risk/packs.ts';
import { countPlaceholders } from '../risk/validators/placeholders.ts';
import { runScan } from './scan.ts';

/** `tollgate scan`: the built-in rules, all enabled; or those of a configuration file. */
export async function scanCommand(options: { in: string; out: string; config?: string }): Promise<void> {
  countPlaceholders(process.env['TOLLGATE_RISK_PLACEHOLDERS'] === 'record');
  const builtIn = loadBuiltInRules();
  const ruleSet =
    options.config === undefined
      ? compileRules({ builtIn: builtIn.map((rule) => ({ ...rule, is_enabled: true })), overrides: [], custom: [] })
      : compileRules(withoutReplaced({ builtIn, ...(await rulesOf(options.config)) }));
  const lines = await runScan({ inPath: options.in, outPath: options.out, ruleSet });
  process.stderr.write(`${lines} texts scanned with ${ruleSet.rules.length} rules.\n`);
}

async function rulesOf(path: string): Promise<ReturnType<typeof rulesIn>> {
  const parsed = parseGatewayFile(await readFile(path, 'utf8'));
  if ('errors' in parsed) throw new GatewayFileInvalid(path, parsed.errors);
  return rulesIn(parsed);
}

function rulesIn({ file }: Exclude<ReturnType<typeof parseGatewayFile>, { errors: unknown }>) {
  return file.rules;
}
