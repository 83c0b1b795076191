import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Feature,
  features,
  kinds,
  type Outcome,
  outcomeOf,
  providerKinds,
  surfaces,
  type Table,
  tables,
} from './compatibility.ts';

export const compatibilityFile = path.resolve(import.meta.dirname, '../../../docs/reference/compatibility.md');

/** The text of docs/reference/compatibility.md. */
export function renderCompatibility(): string {
  const parts = Object.entries(surfaces).map(([surface, { path: address }]) => {
    const ofSurface = Object.values<Table>(tables).filter((table) => table.surface === surface);
    return `## \`${address}\`\n\n${ofSurface.map(renderTable).join('\n')}`;
  });
  return `${head}\n${parts.join('\n')}`;
}

const head = `# Which client works with which provider

Written by \`npm run docs:compatibility\`; the suites in \`server/tests/clients/\` run each cell of these tables: the unmodified
client, over HTTP, through a real gateway, to a stand-in of each kind of provider.

| sign | meaning |
|---|---|
| ✓ | the provider speaks this protocol itself: request and answer travel as they were written |
| ⇄ | the provider speaks another protocol: converted in both directions, nothing of this lost |
| # | counted by the gateway itself |
| ✗ | refused with 400, which names the field; nothing is sent |
| – | refused with 400: this kind of provider has nothing like it |

What is carried over, dropped or refused beyond these features, field by field, is in [conversions.md](conversions.md).
`;

function renderTable(table: Table): string {
  const names = table.features.map((feature) => renderRow(table, feature));
  return [
    `### ${table.client.replace(/(@?[a-z-]+\/[a-z-]+|^[a-z]+)/g, '`$1`')}`,
    '',
    `| | ${Object.values(providerKinds).join(' | ')} |`,
    `|---|${kinds.map(() => '---|').join('')}`,
    ...names,
    '',
    ...(table.note === undefined ? [] : [table.note, '']),
  ].join('\n');
}

function renderRow(table: Table, feature: Feature): string {
  return `| ${features[feature]} | ${kinds.map((kind) => sign(outcomeOf(table, feature, kind))).join(' | ')} |`;
}

function sign(outcome: Outcome): string {
  if (typeof outcome === 'object') return `✗ \`${outcome.refused}\``;
  return { untouched: '✓', converted: '⇄', counted: '#', absent: '–' }[outcome];
}

if (process.argv[1] === import.meta.filename) writeFileSync(compatibilityFile, renderCompatibility());
