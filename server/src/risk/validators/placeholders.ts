/** Words that documentation puts where a value would stand. */
const words =
  /example|placeholder|change[-_ ]?me|your[-_ ]|dummy|redacted|replace[-_ ]?(?:me|with|this)|insert[-_ ]|<[^>]*>|xxxx|\*{3}|\.{3}|…|•{3}|_here\b|-here\b|todo|n\/a/i;
/** A reference to where the value lives, rather than the value. */
const references =
  /\$\{\{? ?[\w.:!@#-]{1,80}(?:[:?|}( ]|$)|\$\(|\{\{-? ?[$.]?[\w.$ "'|-]{1,80}\}\}|%\(\w+\)|#\{|<%|^['"]?\$[A-Za-z_]\w*['"]?$|^\$env:|^%[A-Za-z_]+%$|^@[A-Za-z_.]+@?$|process\.env|os\.environ|os\.getenv|getenv|import\.meta|secrets\.|\benv\.|^env:|^file:|^vault:|^arn:|^op:\/\//i;
const sequences = /0123456789|1234567890|abcdefghij|ABCDEFGHIJ|(.)\1{7}/;

/** Values that vendors print in their own documentation, which open nothing; the rest of a value around them counts for it. */
const documented: readonly string[] = [
  // Stripe, API keys
  'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
  'sk_test_BQokikJOvBiI2HlWgH4olfQ2',
  'sk_test_tR3PYbcVNZZ796tH88S4VQ2u',
  // jwt.io's first token, and RFC 7519 section 3.1
  'IsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lI',
  'TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ',
  'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  // Telegram, Bot API
  '110201543:AAH',
  '123456:ABC-DEF1234ghIkl',
  // GitHub, REST API
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  // RFC 7617 section 2: Aladdin, open sesame
  'QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
];

let arePlaceholdersCounted = false;

/** Lets placeholders and documented values be findings as any other (`TOLLGATE_RISK_PLACEHOLDERS=record`), in this thread. */
export function countPlaceholders(areCounted: boolean): void {
  arePlaceholdersCounted = areCounted;
}

/** What was last said by `countPlaceholders`; it belongs to the name of a rule set. */
export function arePlaceholdersFindings(): boolean {
  return arePlaceholdersCounted;
}

/** Whether what stands where a secret would is no secret: `sk-xxxx`, `<token>`, `${TOKEN}`, `AKIAIOSFODNN7EXAMPLE`. */
export function isPlaceholder(whole: string): boolean {
  if (arePlaceholdersCounted) return false;
  const value = whole.slice(0, 256);
  if (words.test(value) || references.test(value) || sequences.test(value) || isMonotonous(value)) return true;
  return documented.some((one) => whole.includes(one));
}

/** Few different characters for its length, as in `aaaabbbb` or `--------`. */
function isMonotonous(value: string): boolean {
  return value.length >= 8 && new Set(value).size <= Math.min(4, value.length / 4 + 1);
}
