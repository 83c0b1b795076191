import type { AnchoredDetector } from './detector.ts';

const localMax = 64;
const domainMax = 253;

/** Ends that are file names, units of systemd or code, and no top-level domains in practice. */
const notTopLevel = new Set(
  'png jpg jpeg gif svg webp ico js jsx ts tsx mjs cjs css scss json html htm map lock yml yaml toml txt xml csv log service target timer socket slice mount internal local localhost test invalid example lan patch diff exe dll so whl jar war zip gz tgz bz2 conf cfg ini tmpl key pem crt'.split(
    ' ',
  ),
);

/** Domains kept for documentation (RFC 2606, RFC 6761) or used there by habit. */
const documentationDomain =
  /(?:^|\.)(?:example\.(?:com|org|net|edu|cn|co\.uk)|(?:your-?|my-?)?(?:domain|company|organization|org)\.(?:com|org|net|tld|io)|yourdomain\.[a-z]+|(?:e?mail-?)domain\.com|foo\.(?:com|bar)|bar\.(?:com|it)|test\.com|mail\.it|me\.me|acme\.co|evil\.com|trusted\.com|[a-z]\.[a-z]{2,4}|noreply\.github\.com)$/i;
/** Robots, and the mailboxes of a domain that no person has (RFC 2142). */
const robots =
  /^(?:no-?reply|do-?not-?reply|noreply\+.*|mailer-daemon|postmaster|hostmaster|webmaster|abuse|noc|security|git|npm)$/i;

/** An e-mail address as people write it (the dot-atom of RFC 5322), found from its `@`. */
export const emailAddress: AnchoredDetector = {
  anchors: ['@'],
  look(text, at, report) {
    const start = localStart(text, at);
    if (start === at || at - start > localMax) return;
    const end = domainEnd(text, at + 1);
    if (end - at < 5) return;
    const local = text.slice(start, at);
    const domain = text.slice(at + 1, end);
    if (isAddress(local, domain) && !isUserinfo(text, start, end) && !isOfAuthor(text, start)) report(start, end);
  },
};

function localStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start <= localMax && isLocalUnit(text.charCodeAt(start - 1))) start--;
  while (start < at && !isAlphanumeric(text.charCodeAt(start))) start++;
  return start;
}

function domainEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && end - from <= domainMax && isDomainUnit(text.charCodeAt(end))) end++;
  while (end > from && !isAlphanumeric(text.charCodeAt(end - 1))) end--;
  return end;
}

function isAddress(local: string, domain: string): boolean {
  const labels = domain.split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || labels.some((label) => label === '' || label.startsWith('-') || label.endsWith('-')))
    return false;
  if (!/^[A-Za-z]{2,24}$/.test(top) || notTopLevel.has(top.toLowerCase())) return false;
  if (/^\d+$/.test(labels[0] ?? '') && labels.length > 2) return false;
  if (local.includes('..') || local.endsWith('.') || robots.test(local)) return false;
  return !documentationDomain.test(domain);
}

/** Just before it: a name in an attribution of a source, a licence or a commit. */
const attribution =
  /(?:copyright|(?:mit|bsd|isc|apache|gpl) licen[cs]e|\(c\)|©|@author|written by|\bauthors?["']?\s?[:=]|\bmaintainers?["']?\s?[:=]|(?:signed-off|co-authored|reviewed|acked|tested|reported|suggested)-by:|\bcommit(?:ter)?:)[^\n@]{0,80}(?:[\w.+-]{1,64}@[\w.-]{1,80}[^\n@]{0,60}){0,2}$/i;
/** Where projects ask for reports. */
const publicContact =
  /(?:vulnerabilit|security (?:issue|team|report)|unacceptable behaviou?r|code of conduct|enforcement)[^@]{0,160}$/i;
const people = /"(?:contributors|maintainers|author)"\s{0,2}:\s{0,2}[[{]/g;
const reachOfLine = 200;
const reachOfList = 6000;

/** Authors put their addresses into packages, licences and commits for everybody to read. */
function isOfAuthor(text: string, start: number): boolean {
  const line = text.slice(Math.max(0, start - reachOfLine), start);
  if (attribution.test(line)) return true;
  if (publicContact.test(line)) return true;
  if (!/[<"'(]$/.test(line)) return false;
  const list = text.slice(Math.max(0, start - reachOfList), start);
  const opening = [...list.matchAll(people)].at(-1);
  return opening !== undefined && !list.slice(opening.index).includes(']');
}

/** `scheme://user:password@host` and `git@host:path` name a login, not a person. */
function isUserinfo(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 80), start);
  // Message ids in links to archives.
  if (before.endsWith('/') && /[0-9a-f]{12}/i.test(text.slice(start, end))) return true;
  if (/\/\/[^\s/@"']*$/.test(before)) return true;
  return (
    text.charAt(end) === '(' ||
    (text.charAt(end) === ':' && /[\w/]/.test(text.charAt(end + 1)) && text.startsWith('git', start))
  );
}

function isLocalUnit(unit: number): boolean {
  return (
    isAlphanumeric(unit) ||
    unit === 0x2e ||
    unit === 0x5f ||
    unit === 0x25 ||
    unit === 0x2b ||
    unit === 0x2d ||
    unit === 0x27
  );
}

function isDomainUnit(unit: number): boolean {
  return isAlphanumeric(unit) || unit === 0x2e || unit === 0x2d;
}

function isAlphanumeric(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39);
}
