/**
 * `npm run console:types`: writes the types of the admin API for the console, from its OpenAPI document. A test compares the two.
 */
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { openApiDocument } from '../server/tests/support/open-api-document.ts';

/** The part of openapi-typescript that is used here: its own types need the compiler that it brings. */
interface OpenApiTypescript {
  default(document: object, options: { readonly alphabetize: boolean }): Promise<unknown>;
  astToString(nodes: unknown): string;
}

/** The document's types as TypeScript. */
export async function typesOf(document: object): Promise<string> {
  // It stands beside the console, with the compiler that it needs.
  const fromConsole = createRequire(new URL('../console/package.json', import.meta.url));
  const { default: openapiTs, astToString } = fromConsole('openapi-typescript') as OpenApiTypescript;
  const head = '// Written by `npm run console:types` from the OpenAPI document; not edited by hand.\n';
  return head + astToString(await openapiTs(document, { alphabetize: true }));
}

if (import.meta.main) {
  await writeFile(new URL('../console/src/lib/api-schema.ts', import.meta.url), await typesOf(await openApiDocument()));
}
