/** Where to go after the sign-in: a path of this console, and nothing that leads elsewhere (`//host`, `/\host`, `javascript:`). */
export function pathWithin(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/')) return '/';
  const url = URL.parse(next, location.origin);
  return url?.origin === location.origin && !url.pathname.startsWith('/sign-in')
    ? url.pathname + url.search + url.hash
    : '/';
}
