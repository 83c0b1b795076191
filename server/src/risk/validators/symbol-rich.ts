/** Letters among signs of five kinds and more: no word, no path, no name; and no pattern, which is made of signs too. */
export function isSymbolRich(value: string): boolean {
  const signs = new Set(value.replace(/[A-Za-z0-9\s]/g, ''));
  return value.length >= 10 && signs.size >= 5 && !/\s|\(\?|\[\^|\\[sdwbn]|\{\d+,\d*\}/.test(value);
}
