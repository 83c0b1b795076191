import type { AnchoredDetector } from './detector.ts';

/** Labels that a name inside a company ends with, or carries before its public domain. */
const labels =
  'internal intranet corp corporate lan intra local localdomain private priv intern int inhouse office hq infra idc dc prod ad svc consul'.split(
    ' ',
  );
/** Of these, the ones that only count within a name that goes on to a public domain, `hr.int.company.cn`, or at its end. */
const onlyWithin = new Set(['int', 'hq', 'infra', 'idc', 'dc', 'prod', 'ad', 'office', 'inhouse']);
const suffix =
  /^\.(internal|intranet|corp|corporate|lan|intra|localdomain|local|private|priv|intern|int|inhouse|office|hq|infra|idc|dc|prod|ad|svc|consul)(?![A-Za-z0-9_-])/i;

/** Names that every machine or cloud has, and the services that every cluster has. */
const common =
  /(?:^|\.)(?:host\.docker\.internal|gateway\.docker\.internal|metadata\.google\.internal|kubernetes\.docker\.internal|host\.containers\.internal|instance-data\.ec2\.internal)$|^(?:[\w-]+\.)?(?:kubernetes|kube-dns|coredns)?\.?(?:default|kube-system)\.svc\.cluster\.local$|^(?:svc\.)?cluster\.local$|(?:^|\.)(?:example|my-?(?:service|namespace|app|svc|ns)|your-?[a-z]+|foo|bar)\./;
const hostMax = 120;

/** A host name that only resolves inside a company: `build-7.internal`, `wiki.corp.company.com`, `pay.finance.svc.cluster.local`. */
export const internalHost: AnchoredDetector = {
  anchors: labels.map((label) => `.${label}`),
  look(text, at, report) {
    const label = suffix.exec(text.slice(at, at + 14))?.[1]?.toLowerCase();
    if (label === undefined) return;
    let start = at;
    while (start > 0 && at - start <= hostMax && isHostUnit(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end < text.length && end - at <= hostMax && isHostUnit(text.charCodeAt(end))) end++;
    while (text.charAt(end - 1) === '.' || text.charAt(end - 1) === '-') end--;
    const host = text.slice(start, end);
    const next = text.charAt(end);
    if (at - start > hostMax || /[(=_[]/.test(next) || isOfCode(text, start) || common.test(host)) return;
    if (isHostName(host, label)) report(start, end);
  },
};

/** First labels of packages and members, such as `this.internal.value` or `module.internal`. */
const codeLabel =
  /^(?:this|self|module|node|java|javax|com|org|net|io|dev|sun|go|std|lib|src|window|process|system|file|tests?|config|settings|env|state|props|ctx|options|_.*)$/;
/** Hosts that go by what they do. */
const role =
  /^(?:wiki|git|gitlab|jira|ci|jenkins|vault|mail|db|api|build|registry|nexus|grafana|confluence|ldap|vpn|portal|hr|erp|crm|oa|sso|auth|proxy|ns|smtp|nas|kibana|prometheus|sonar|harbor|argocd|intranet|fileserver|dc\d*|prod|production|stg|staging|dev|uat|qa|preprod|test|web|app|cache|redis|mysql|postgres|kafka|mongo|elastic|es|mq|monitor|log|logs|backup|print|node|jumpbox|jump|bastion|gateway|gw|fileshare)$/;
const topLevel =
  /^(?:com|net|org|io|cn|co|de|uk|fr|jp|eu|us|in|sg|hk|tw|kr|it|es|nl|se|ch|at|pl|br|au|ca|ru|biz|info|dev|app|cloud|tech|ai)$/;

/** `.internal` is a word of code too: there a label must carry a digit, a dash or the name of a role. */
function isHostName(host: string, label: string): boolean {
  const parts = host.split('.');
  const [first = ''] = parts;
  if (/[A-Z]/.test(host) || parts.some((part) => part === '' || part.startsWith('-')) || codeLabel.test(first))
    return false;
  const last = parts.at(-1) ?? '';
  const isPublic = parts.length >= 4 && topLevel.test(last) && last !== label;
  if (onlyWithin.has(label)) return isPublic;
  if (host.endsWith('.svc.cluster.local')) return parts.length >= 5;
  if (label === 'consul') return parts.length >= 3 && /^(?:service|node|query)$/.test(parts.at(-2) ?? '');
  const looksNamed = /[\d-]/.test(host) || parts.some((part) => role.test(part));
  if (last !== label) return label !== 'svc' && isPublic;
  if (label === 'svc') return parts.length >= 3 && /-/.test(first);
  if (label === 'local' || label === 'private' || label === 'priv' || label === 'intern')
    return parts.length >= 3 && looksNamed && !/^\d/.test(first);
  return parts.length >= 3 && label !== 'internal' ? true : looksNamed;
}

/** A member of an object or a file, by what stands before it. */
function isOfCode(text: string, start: number): boolean {
  return /[$#\])]/.test(text.charAt(start - 1));
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
