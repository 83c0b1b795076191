/** Letters among signs of five kinds and more: no word, no path, no name. */
export function isSymbolRich(value: string): boolean {
  const signs = new Set(value.replace(/[A-Za-z0-9\s]/g, ''));
  return value.length >= 10 && signs.size >= 5 && !/\s/.test(value);
}
