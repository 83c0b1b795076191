import type { AnchoredDetector } from './detector.ts';

/** Labels that a name inside a company ends with, or carries before its public domain. */
const suffix = /^\.(?:internal|intranet|corp|lan|intra)(?![A-Za-z0-9_-])/i;

/** Names that every machine or cloud has. */
const common =
  /(?:^|\.)(?:host\.docker\.internal|gateway\.docker\.internal|metadata\.google\.internal|kubernetes\.docker\.internal|cluster\.local)$/i;
const hostMax = 120;

/** A host name that only resolves inside a company: `build-7.internal`, `wiki.corp.company.com`. */
export const internalHost: AnchoredDetector = {
  anchors: ['.internal', '.intranet', '.corp', '.lan', '.intra'],
  look(text, at, report) {
    if (!suffix.test(text.slice(at, at + 12))) return;
    let start = at;
    while (start > 0 && at - start <= hostMax && isHostUnit(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end < text.length && end - at <= hostMax && isHostUnit(text.charCodeAt(end))) end++;
    while (text.charAt(end - 1) === '.' || text.charAt(end - 1) === '-') end--;
    const host = text.slice(start, end);
    const next = text.charAt(end);
    if (at - start > hostMax || next === '(' || next === '=' || next === '_' || !isHostName(host) || common.test(host))
      return;
    report(start, end);
  },
};

/** First labels of packages and members, such as `this.internal.value` or `module.internal`. */
const codeLabel =
  /^(?:this|self|module|node|java|com|org|net|sun|go|std|lib|src|window|process|system|file|tests?|_.*)$/;
/** Hosts that go by what they do. */
const role =
  /^(?:wiki|git|gitlab|jira|ci|jenkins|vault|mail|db|api|build|registry|nexus|grafana|confluence|ldap|vpn|portal|hr|erp|crm|sso|auth|proxy|ns|smtp)$/;

/** `.internal` is a word of code too: there a label must carry a digit, a dash or the name of a role. */
function isHostName(host: string): boolean {
  const labels = host.split('.');
  const [first = ''] = labels;
  if (/[A-Z]/.test(host) || labels.some((label) => label === '' || label.startsWith('-')) || codeLabel.test(first))
    return false;
  const looksNamed = /[\d-]/.test(host) || labels.some((label) => role.test(label));
  return labels.length >= 3 && !host.endsWith('.internal') ? /^[a-z]{2,8}$/.test(labels.at(-1) ?? '') : looksNamed;
}

function isHostUnit(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x2d ||
    unit === 0x2e
  );
}
