/** Names are compared without regard to case and outer blanks, and are unique that way. */
export function naturalName(name: string): string {
  return name.trim().toLowerCase();
}

/** Orders names as `naturalName` takes them, the same on every machine. */
export function compareNames(one: string, other: string): number {
  const [a, b] = [naturalName(one), naturalName(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
