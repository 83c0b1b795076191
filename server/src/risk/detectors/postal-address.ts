import { isPostalAddress, isStreetLine } from '../validators/postal-address.ts';
import { isWordUnit } from '../engine/number-runs.ts';
import type { AnchoredDetector } from './detector.ts';
import { wordList } from './word-list.ts';

const labels = wordList(`
      address, addr, home, street, straße, residence, parcel to, package to, letter to, order to, invoice to, lives at, living at, live at, lived at, resides at, reside at, residing at,
      residing in, located at, moved to, move to, ship to, ship-to, bill-to, lives in, live in, living in, shipped to, shipping to, ships to, deliver to,
      delivered to, delivery to, send it to, sent to, mail to, mailed to, bill to, billed to, pick up at,
      pickup at, collect from, home at, house at, domicilio, dirección, direccion, adresse, anschrift, rechnungsadresse, lieferadresse, wohnadresse, heimadresse, privatadresse, postadresse, lieferanschrift, rechnungsanschrift, postanschrift, wohnanschrift,
      wohnhaft, wohne in, wohnt in, wohnen in, habite au, habite à, habitons au, domicilié au, domiciliée au, demeurant, vivo en, vive en, abito in, abita in, moro na, indirizzo, endereço, endereco, adres:, osoite, 地址, 住址, 寄到, 送到, 寄往
    `);
/** From the label to the first word of the address. */
const lead =
  /^(?:es)?(?:[ _-]?(?:line)?[ _-]?[12])?["'`*]{0,3}\s{0,2}(?:is|was|at|on file|of record|[:：=|（(]|[-–—]|为|是){0,2}[:：]?\s{0,3}\|?\s{0,2}["'`*]{0,3}(?:at |is |my |home |to )?/i;
/** What ends an address: the line, a quote, a bar, or the sentence going on. */
const end =
  /["`|<>{}\n\r\t;。，！]|\\[nrt"]|\.\s+(?=[A-Z][a-z]+ [a-z])|\.?\s*$|\s(?:after|before|by|until|if|when|and|because|but|so|please|with|since|from|for|on|which|who|where)\s/;
const addressMax = 150;

/** A postal address after a word for it: "ship to", "Home address:", `"billing_address": "…"`. */
export const postalAddress: AnchoredDetector = {
  anchorsAreWords: true,
  anchors: labels,
  look(text, at, report) {
    if (!hasHouse(text, at)) return;
    const here = text.slice(at, at + 20).toLowerCase();
    const label = labels.find((one) => here.startsWith(one));
    if (label === undefined || isJoined(text, at)) return;
    const after = text.slice(at + label.length, at + label.length + addressMax + 40);
    const skipped = lead.exec(after)?.[0].length ?? 0;
    const rest = after.slice(skipped);
    const cut = rest.slice(0, addressMax).search(end);
    const value = (cut < 0 ? rest.slice(0, addressMax) : rest.slice(0, cut)).replace(/[\s,.)'’]+$/, '');
    const start = at + label.length + skipped;
    const isField = fields.has(label) && /[:=]\s{0,3}["'`]?$/.test(after.slice(0, skipped));
    if (isPostalAddress(value) || (isField && isStreetLine(value))) report(start, start + value.length);
  },
};

/** Fields that hold a street and a house number alone. */
const fields = new Set(['street', 'straße']);

/** A cheap look first: a capital and a digit in the same line. */
function hasHouse(text: string, at: number): boolean {
  const to = Math.min(text.length, at + addressMax);
  let hasDigit = false;
  let hasCapital = false;
  for (let index = at + 2; index < to && !(hasDigit && hasCapital); index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0x0a) return false;
    if (unit >= 0x30 && unit <= 0x39) hasDigit = true;
    else if ((unit >= 0x41 && unit <= 0x5a) || (unit >= 0xc0 && unit < 0x180)) hasCapital = true;
  }
  return hasDigit && hasCapital;
}

/** `homeAddress` and `home_address` are words for it, `readdress` is none. */
function isJoined(text: string, at: number): boolean {
  if (!isWordUnit(text.charCodeAt(at - 1)) || text.charCodeAt(at) > 0x7f) return false;
  const before = text.charAt(at - 1);
  return before !== '_' && !(/[a-z\d]/.test(before) && /[A-Z]/.test(text.charAt(at)));
}
