/** Names are compared without regard to case and outer blanks, and are unique that way. */
export function naturalName(name: string): string {
  return name.trim().toLowerCase();
}
