/** What code, documentation and forms put where a password would stand, and is none. */
const words =
  /^(?:null|nil|none|undefined|true|false|yes|no|string|str|text|bytes?|number|int(?:eger)?|bool(?:ean)?|any|object|required|optional|pass|passwd|pwd|pswd?|pw|token|hidden|empty|missing|invalid|incorrect|wrong|expired|reset|changed|mandatory|encrypted|hashed|protected|sensitive|plaintext|default|unknown|unset|self|this|the|and|not|for|with|must|should|cannot|field|input|type|value|varchar.*|char.*|basic|bearer|credentials?|username|email|login|prompt|stdin|env|file|vault|keyring|keychain|return|const|async|await|function|import|export|new|let|var|changeit|foo|bar|baz|abc|xyz|test|testing|demo|sample)$/i;
/** A name that says what it stands for, such as `my_password` or `db-secret-2`. */
const selfNamed = /^[a-z0-9_.\s-]*(?:password|passwd|passphrase|passwort|secret|contrase|credential)[a-z0-9_.\s-]*$/i;

/** Whether a value is a word that stands for one: a type, a label, a keyword, the name of the field itself. */
export function isNoValue(value: string): boolean {
  const trimmed = value.trim();
  if (words.test(trimmed)) return true;
  return selfNamed.test(trimmed) && !(/[A-Z]/.test(trimmed) && /[a-z]/.test(trimmed) && /\d{3}/.test(trimmed));
}
