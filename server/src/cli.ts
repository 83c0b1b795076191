import { actions, severities } from '@tollgate/contract';
import { Command, CommanderError, Option } from 'commander';
import cluster from 'node:cluster';
import { apply } from './cli/apply.ts';
import { exportCommand, exportFilters, verifyCommand } from './cli/audit.ts';
import { rebuildCostsCommand, verifyCostsCommand } from './cli/cost.ts';
import { resetPasswordCommand } from './cli/reset-password.ts';
import { createKeyCommand, createTokenCommand } from './cli/create.ts';
import { explain } from './cli/explain.ts';
import { migrateCommand } from './cli/migrate.ts';
import { rotateMasterCommand } from './cli/rotate-master.ts';
import { exportRulesCommand, importRulesCommand } from './cli/rules.ts';
import { scanCommand } from './cli/scan-command.ts';
import { start, startWorker } from './cli/start.ts';
import { version } from './config/version.ts';

const program = new Command('tollgate')
  .description('An AI gateway that governs, records and prices every call between AI agents and model providers.')
  .version(version)
  .exitOverride();

program.command('start', { isDefault: true }).description('serve until a signal comes').action(start);
program
  .command('demo')
  .description('serve a small company with a stand-in model server, and send real calls through')
  .option('--once', 'end after the calls; exit code 0 only if each got the decision it should')
  .action(async (options: { once?: boolean }) => {
    const { demo } = await import('./demo/demo.ts');
    process.exitCode = await demo({ isOnce: options.once === true });
  });
program
  .command('migrate')
  .description('bring the database schema up to date')
  .option('--check', 'change nothing; exit code 0 only if nothing is to be done')
  .action(migrateCommand);
program.command('apply').description('make the catalogue match a gateway.yaml').argument('<file>').action(apply);
program
  .command('scan')
  .description('say what the risk rules find in texts')
  .requiredOption('--in <file>', 'lines of {"id","text"}')
  .requiredOption('--out <file>', 'one line of {"id","action","hits"} for each')
  .option('--config <file>', 'a gateway.yaml whose rules apply')
  .action(scanCommand);

const rules = program.command('rules').description("the company's own risk rules, as files");
rules
  .command('export')
  .description('write the rules of the company, and what is changed on built-in ones, as YAML')
  .option('--out <file>', 'where to; by default to standard output')
  .action(exportRulesCommand);
rules
  .command('import')
  .description('import the rules of a file: all of them or none')
  .argument('<file>')
  .addOption(new Option('--format <format>', 'by default gitleaks for a .toml').choices(['yaml', 'gitleaks']))
  .addOption(new Option('--action <action>', 'of rules from gitleaks').choices(actions).default('allow'))
  .addOption(new Option('--severity <severity>', 'of rules from gitleaks').choices(severities).default('high'))
  .option('--preview', 'say what would be done, and change nothing')
  .action(importRulesCommand);

const audit = program.command('audit').description('the record, as a proof');
const repeated = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
/** One value as it is, several as a list. */
const given = (value: string, before?: string | readonly string[]): string | readonly string[] =>
  before === undefined ? value : [before, value].flat();
audit
  .command('verify')
  .description('compare the record with its chains and checkpoints; exit code 0 only if all holds')
  .option('--export <file>', 'verify an export instead of the database')
  .option('--public-key <file>', 'PEM of the key that signs checkpoints; by default the one in the database')
  .option('--checkpoint <file>', 'a checkpoint that was held elsewhere; may be given several times', repeated)
  .action(verifyCommand);

const exporting = audit
  .command('export')
  .description(
    'write the record as JSON lines with its chains and contents, or as CSV; takes the filters of the search',
  )
  .option('--format <format>', 'jsonl or csv', 'jsonl')
  .option('--out <file>', 'where to; by default to standard output');
for (const name of exportFilters) exporting.option(`--${name.replaceAll('_', '-')} <value>`, 'as in the search', given);
exporting.action(exportCommand);

const cost = program.command('cost').description('what calls cost');
cost
  .command('rebuild')
  .description('make the sums that reports read anew, from the record, in TOLLGATE_REPORT_TIME_ZONE')
  .action(rebuildCostsCommand);
cost
  .command('verify')
  .description('derive every amount from recorded tokens and prices again; exit code 0 only if all holds')
  .option('--from <time>', 'not before this day or time (UTC, when no zone is said)')
  .option('--to <time>', 'before this day or time')
  .action(verifyCostsCommand);

const key = program.command('key').description('keys that clients present');
key
  .command('create')
  .description('make a key and print its secret, once')
  .requiredOption('--name <name>', 'what it is called')
  .option('--user <email>', 'whose it is')
  .option('--instance <name>', 'the instance that it is bound to')
  .action(createKeyCommand);
key
  .command('rotate-master')
  .description('wrap all keys by a new master key: TOLLGATE_MASTER_KEY, or one that is made in the data folder')
  .action(rotateMasterCommand);
program
  .command('admin')
  .description('people who sign in at the console')
  .command('reset-password')
  .description('give a user a one-time password and print it, once; sessions end')
  .option('--email <email>', 'whose; by default the only administrator there is')
  .action(resetPasswordCommand);
const token = program.command('token').description('personal tokens of the admin API');
token
  .command('create')
  .description('make a token with the role of its user and print its secret, once')
  .requiredOption('--user <email>', 'whose it is')
  .action(createTokenCommand);

try {
  if (cluster.isWorker) await startWorker();
  else await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}
