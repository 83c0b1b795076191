import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Expression, parseExpressionAt } from 'acorn';

/**
 * Takes the price catalogue out of `@pydantic/genai-prices` (MIT) as JSON, in the form in which that project publishes it.
 * The package holds it as a literal of JavaScript: numbers are taken over as they are written there, as text, and never
 * become binary fractions on the way.
 */

const kept = new Set(['id', 'name', 'pricing_urls', 'api_pattern', 'models', 'match', 'context_window', 'deprecated']);

export const priceCatalogueFile = path.resolve(
  import.meta.dirname,
  '../server/src/catalog/price-catalogue/genai-prices.json',
);

/** One model a line, so that a new release of the package can be read as a difference. */
export function priceCatalogueText(): string {
  const source = readFileSync(fileURLToPath(import.meta.resolve('@pydantic/genai-prices')), 'utf8');
  // The first of the package's constants; the ones after it read like the rest of a sequence.
  const first = parseExpressionAt(source, source.indexOf('['), { ecmaVersion: 2024 });
  const catalogue = first.type === 'SequenceExpression' ? first.expressions[0] : first;
  if (catalogue?.type !== 'ArrayExpression') throw new Error('the package no longer begins with its catalogue');
  return `${jsonOf(catalogue, source, 0)}\n`;
}

function jsonOf(node: Expression, source: string, depth: number): string {
  switch (node.type) {
    case 'ArrayExpression': {
      const items = node.elements.map((item) => jsonOf(item as Expression, source, depth + 1));
      return depth === 0 || depth === 2 ? `[\n${items.join(',\n')}\n]` : `[${items.join(',')}]`;
    }
    case 'ObjectExpression': {
      const members = node.properties.flatMap((property) => {
        if (property.type !== 'Property') throw new Error(`a literal holds ${property.type}`);
        const { key } = property;
        const name = key.type === 'Identifier' ? key.name : String((key as { value?: unknown }).value);
        const isOfEntry = depth === 1 || depth === 3;
        if (isOfEntry && !kept.has(name) && name !== 'prices') return [];
        return [`${JSON.stringify(name)}:${jsonOf(property.value, source, depth + 1)}`];
      });
      return `{${members.join(',')}}`;
    }
    case 'Literal':
      // Numbers as they are written: a JavaScript literal may begin with its point, JSON may not.
      return typeof node.value === 'number'
        ? source.slice(node.start, node.end).replace(/^\./, '0.')
        : JSON.stringify(node.value);
    case 'TemplateLiteral':
      return JSON.stringify(node.quasis[0]?.value.cooked ?? '');
    case 'UnaryExpression':
      // `!0` and `!1` of a minifier.
      return source.slice(node.start, node.end) === '!0' ? 'true' : 'false';
    default:
      throw new Error(`a literal holds ${node.type}`);
  }
}

if (import.meta.main) writeFileSync(priceCatalogueFile, priceCatalogueText());
