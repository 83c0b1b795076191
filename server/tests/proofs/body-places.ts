/** The members of all objects in a body, with what holds them. */
function placesOf(
  body: unknown,
): { readonly holder: Record<string, unknown>; readonly name: string; readonly path: string }[] {
  const places: ReturnType<typeof placesOf> = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const isList = Array.isArray(node);
    for (const [name, value] of Object.entries(node)) {
      const inner = isList ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
      if (!isList) places.push({ holder: node as Record<string, unknown>, name, path: inner });
      walk(value, inner);
    }
  };
  walk(body, '');
  return places;
}

/** The body with another value in one of its places. */
export function replaced(body: unknown, at: number, value: unknown): unknown {
  const copy = structuredClone(body);
  const places = placesOf(copy);
  const place = places[at % places.length];
  if (place) place.holder[place.name] = value;
  return copy;
}

/** The body without one of its members. */
export function without(
  body: unknown,
  at: number,
): { readonly body: unknown; readonly path: string; readonly value: unknown } {
  const copy = structuredClone(body);
  const places = placesOf(copy);
  const { holder, name, path } = places[at % places.length] ?? { holder: {}, name: '', path: '' };
  const value = holder[name];
  delete holder[name];
  return { body: copy, path, value };
}
