import { readFileSync } from 'node:fs';
import path from 'node:path';
import { errorCatalogue } from '@tollgate/contract';
import { describe, expect, it } from 'vitest';
import { parseGatewayFile } from '../../src/administration/apply/parse-gateway-file.ts';
import { environmentVariables } from '../../src/config/environment.ts';

const projectDir = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(projectDir, file), 'utf8');

describe('documents', () => {
  it('errors.md lists exactly the errors of the catalogue, each as it is', () => {
    const documented = tableOf(read('docs/reference/errors.md'), 'code');
    const inForce = Object.entries(errorCatalogue).map(([code, entry]) => [
      `\`${code}\``,
      String(entry.status),
      `\`${entry.type}\``,
      entry.retry ? 'yes' : 'no',
      entry.owner,
      entry.message,
    ]);
    expect(documented).toEqual(inForce);
  });

  it('configuration.md lists exactly the variables that are read, each as it is', () => {
    const documented = tableOf(read('docs/reference/configuration.md'), 'variable');
    const inForce = environmentVariables.map((variable) => [
      `\`${variable.name}\``,
      variable.default,
      variable.description,
    ]);
    expect(documented).toEqual(inForce);
  });

  it('the example gateway.yaml holds together', () => {
    const parsed = parseGatewayFile(read('examples/gateway.yaml'));
    expect('errors' in parsed ? parsed.errors : []).toEqual([]);
  });
});

/** The cells of the first Markdown table whose head begins with `firstColumn`, row by row. */
function tableOf(markdown: string, firstColumn: string): string[][] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`));
  expect(start, `a table that begins with "${firstColumn}"`).toBeGreaterThanOrEqual(0);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
