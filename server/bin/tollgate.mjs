#!/usr/bin/env node
import { ensureInstalled, fail, runWithProjectNode } from '../../scripts/project-node.mjs';

try {
  await ensureInstalled();
} catch (error) {
  fail(error.message);
}
runWithProjectNode('server/src/cli.ts', process.argv.slice(2));
