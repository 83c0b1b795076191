// node scripts/run.mjs ENTRY [ARGUMENT…]: installs what is missing, then runs ENTRY with the project's own Node.
import { ensureInstalled, fail, runWithProjectNode } from './project-node.mjs';

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) fail('usage: node scripts/run.mjs ENTRY [ARGUMENT…]');

try {
  await ensureInstalled();
} catch (error) {
  fail(error.message);
}
runWithProjectNode(entry, args);
