/** Words for a street, before its name or after it or glued to it, in the languages of Europe and the Americas. */
const street =
  /(?:^|[\s,.])(?:streets?|st|roads?|rd|avenue|ave?|lane|ln|drive|dr|court|ct|boulevard|blvd|way|place|pl|square|sq|terrace|ter|close|crescent|cres|parkway|pkwy|highway|hwy|circle|cir|trail|trl|grove|gardens|mews|row|hill|quay|wharf|alley|loop|rue|route|chemin|impasse|allée|quai|cours|via|viale|piazza|corso|largo|strada|calle|avenida|avda|av|paseo|plaza|carrera|ctra|camino|rua|travessa|praça|estrada|rodovia|ul|ulica|aleja|os|utca|út|tér|str|straße|strasse|weg|allee|platz|gasse|ulice|třída|náměstí|ulitsa|prospekt|улица|ул|проспект|пр|jalan|jl|lorong|soi|marg|nagar|katu|tie|gata|vej|gade|vei|veien|laan|straat|plein|cad|sok|odos)\.?(?=[\s,]|$)/i;
const gluedStreet =
  /\p{L}{3,}(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|damm|ufer|straat|laan|plein|kade|dijk|gracht|gatan|vägen|gade|vej|veien|gata|katu|tie|kuja|utca|ulica|skeid|strönd|stígur)(?=[\s,]|$)/iu;
const box = /\bp\.?\s?o\.?\s?box\s\d|postfach\s\d|apartado\s\d|boîte postale/i;
/** A house: a number of its own, with a letter or a range at most. */
const house = /(?:^|[\s,#/])\d{1,5}(?:[A-Za-z]|[-/]\d{1,4})?(?=[\s,.]|$)/;
const flat = /\b(?:flat|apt|apartment|unit|suite|ste|floor|room|rm)\.?\s?#?\d/i;
/** Postal codes: United Kingdom, Canada, Netherlands, Ireland; United States; and four to six digits or two groups. */
const letterCode =
  /\b(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4}\s[A-Z]{2}|[A-Z]\d{2}\s[A-Z\d]{4})\b/;
const digitCode = /(?:^|[\s,-])(?:[A-Z]{1,4}[ -])?(?:\d{3,6}|\d{5}-\d{3,4}|\d{2}-\d{3}|\d{3}[ -]\d{2,4})$/;
const digitCodeWithin = /(?:^|,\s?)(?:[A-Z]{1,2}-)?\d{4,6}\s\p{Lu}/u;
const capital = /\p{Lu}\p{L}{2,}/u;
const notAddress =
  /:\/\/|[{}<>=;\\$_@]|\d\.\d+\.\d|\b0x|\b(?:port|version|lines?|pages?|table|errors?|null|true|false|blocks?|bytes?|memory|stack|chapter|section|figure|step|column|index|offset|january|february|march|april|may|june|july|august|september|october|november|december)\b/i;

/**
 * Whether a line is a postal address: a house number and a street, and a town or postal code behind a comma; or a post
 * office box. In any order and language of Latin script.
 */
export function isPostalAddress(value: string): boolean {
  if (value.length < 10 || value.length > 140 || notAddress.test(value) || !capital.test(value)) return false;
  if (box.test(value)) return true;
  if (!house.test(value) && !flat.test(value)) return false;
  const hasStreet = street.test(value) || gluedStreet.test(value);
  const parts = value.split(',').filter((part) => part.trim() !== '');
  const hasTown = parts.length >= 2 && capital.test(parts.slice(1).join(','));
  const hasCode = letterCode.test(value) || digitCode.test(value.trim()) || digitCodeWithin.test(value);
  return hasStreet ? hasTown || hasCode || /^\d/.test(value) : hasTown && hasCode;
}

/** A street and a house number without a town: what a field named "street" holds. */
export function isStreetLine(value: string): boolean {
  if (value.length < 6 || value.length > 60 || notAddress.test(value) || !capital.test(value)) return false;
  return /^(?:\d{1,5}[A-Za-z]?,? \p{L}|[\p{L}.'’ -]{4,50} \d{1,4}[A-Za-z]?$)/u.test(value);
}
