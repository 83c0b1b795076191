import { readFileSync } from 'node:fs';
import path from 'node:path';
import { errorCatalogue } from '@tollgate/contract';
import { describe, expect, it } from 'vitest';
import { conversionDocument } from '../../../scripts/conversion-table.ts';
import { parseGatewayFile } from '../../src/administration/apply/parse-gateway-file.ts';
import { environmentVariables } from '../../src/config/environment.ts';
import { typesOf } from '../../../scripts/console-types.ts';
import { openApiDocument } from '../support/open-api-document.ts';
import { presets } from '../../src/providers/presets.ts';

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

  it('api.md lists exactly the calls of the admin API, each with what OpenAPI says of it', async () => {
    const documented = tableOf(read('docs/reference/api.md').split('## Admin API')[1] ?? '', 'call');
    expect(documented).toEqual(await callsOfAdminApi());
  });

  it("the console's types of the admin API are those of its description", async () => {
    const types = await typesOf(await openApiDocument());
    expect(read('console/src/lib/api-schema.ts') === types, 'run npm run console:types').toBe(true);
  });

  it('conversions.md is what the tables of the converters make of it', () => {
    expect(read('docs/reference/conversions.md'), 'run npm run docs:conversions').toBe(conversionDocument());
  });

  it('providers.md lists exactly the presets, each as it is', () => {
    const documented = tableOf(read('docs/reference/providers.md'), 'preset');
    const known = presets.map((preset) => [
      preset.id,
      preset.name,
      preset.protocol,
      preset.kind,
      preset.base_url,
      preset.key_variable ?? '',
      preset.lists_models ? 'yes' : 'no',
      preset.note ?? '',
    ]);
    expect(documented).toEqual(known);
  });

  it('the example gateway.yaml holds together', () => {
    const parsed = parseGatewayFile(read('examples/gateway.yaml'));
    expect('errors' in parsed ? parsed.errors : []).toEqual([]);
  });
});

/** As its own description tells them. */
async function callsOfAdminApi(): Promise<string[][]> {
  const { paths } = (await openApiDocument()) as { paths: Record<string, Record<string, { summary: string }>> };
  return Object.entries(paths).flatMap(([url, operations]) =>
    Object.entries(operations).map(([method, { summary }]) => [`\`${method.toUpperCase()} ${url}\``, summary]),
  );
}

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
