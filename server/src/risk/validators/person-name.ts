const notNames =
  /^(?:first|last|full|given|family|middle|user|your|my|the|name|john|jane|foo|bar|test|example|string|text|none|null|unknown|required|optional)(?: (?:first|last|name|doe|smith|user|bar|here))*$/i;

/** What stands in a field for a name: a capital first, and no placeholder. */
export function isPersonName(value: string): boolean {
  return /^\p{Lu}/u.test(value) && !notNames.test(value) && !/^[A-Z_]+$/.test(value);
}
