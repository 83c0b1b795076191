import type { AnchoredDetector } from './detector.ts';
import { wordList } from './word-list.ts';

const titleMax = 70;
const rowMax = 600;
/** A title stands at the start of its line, and is no sentence, no row and no code. */
const decoration = /^[\s#*=_>"'“【（(-]{0,8}/;
const notTitle = /^[a-z]|[.!?。！？;；,，|]\s*$|[{}=\t\\]|\|.*\||\*\//;
/** What the head of such a table names. */
const heads =
  /name|e-?mail|phone|\btel\b|mobile|contact|company|address|department|title|role|salary|employee|customer|client|account|owner|revenue|city|country|姓名|名称|电话|手机|邮箱|联系|地址|公司|部门|职位|岗位|月薪|工资|身份证|工号|客户|城市|氏名|電話|이름/i;
const separators = ['\t', '|', ';', ',', '，'];

/**
 * The title of a list with rows below: a short line with one of the words, then at the latest two lines on two lines of a table
 * (CSV, tab-separated, Markdown).
 *
 * @param words what the title speaks of; in small letters
 */
export function listWithRows(words: readonly string[], titles: RegExp): AnchoredDetector {
  return {
    anchorsAreWords: true,
    anchors: words,
    look(text, at, report) {
      let start = at;
      while (start > 0 && text.charCodeAt(start - 1) !== 0x0a) {
        if (at - start > titleMax) return;
        start--;
      }
      const end = lineEnd(text, at, titleMax);
      if (end < 0) return;
      const line = text.slice(start, end).trimEnd();
      const lead = decoration.exec(line)?.[0].length ?? 0;
      const title = line.slice(lead).replace(/[\s*=_:："'”】）)-]+$/, '');
      if (title.length < 3 || notTitle.test(title) || !titles.test(title) || !hasTable(text, end + 1)) return;
      report(start + lead, start + lead + title.length);
    },
  };
}

/** Two lines with the same separator, equally often, of which the first is near. */
function hasTable(text: string, from: number): boolean {
  let at = from;
  for (let skipped = 0; skipped < 3; skipped++) {
    const end = lineEnd(text, at, rowMax);
    if (end < 0) return false;
    const line = text.slice(at, end);
    const separator = separators.find((one) => line.includes(one));
    if (separator !== undefined) {
      if (!heads.test(line) || !line.split(separator).every(isHead)) return false;
      const next = lineEnd(text, end + 1, rowMax);
      return next > end + 1 && countOf(text.slice(end + 1, next), separator) === countOf(line, separator);
    }
    if (line.trim() !== '') return false;
    at = end + 1;
  }
  return false;
}

/** A cell of a head: a word or a few. */
function isHead(cell: string): boolean {
  const text = cell.trim();
  return text.length <= 30 && text.split(' ').length <= 4 && !/[.=(){}]/.test(text);
}

function countOf(line: string, separator: string): number {
  return line.split(separator).length;
}

/** The next line break or the end of the text; −1 beyond so many code units. */
function lineEnd(text: string, from: number, most: number): number {
  if (from > text.length) return -1;
  for (let at = from; at - from <= most; at++) {
    if (at === text.length || text.charCodeAt(at) === 0x0a) return at;
  }
  return -1;
}

/** Customers, clients, leads, members, suppliers with their contacts. */
export const customerTable = listWithRows(
  wordList(`
      customer, client, account, prospect, lead, subscriber, buyer, supplier, vendor, member, partner,
      kunden, clientes, clienti, 客户, 客戶, 会员, 供应商, 经销商, 代理商, 合作伙伴, 买家, 顧客, 取引先, 고객
    `),
  /\b(?:customers?|clients?|clientele|(?:key|top|named|strategic|enterprise|major) accounts?|accounts? (?:list|contacts?|overview)|prospects?|leads?\b|subscribers?|buyers?|suppliers?|vendors?|members?|membership|partners?)\b|kunden|clientes|clients|clienti|客[户戶]|会员|供应商|经销商|代理商|合作伙伴|买家|顧客|取引先|고객/i,
);

/** Staff, with what a list of them holds. */
export const staffTable = listWithRows(
  wordList(`
      employee, staff, personnel, team, headcount, roster, payroll, salar, workforce, new hires,
      org chart, mitarbeiter, personal, empleados, dipendenti, 员工, 職員, 人员, 职工, 花名册, 名册, 通讯录, 通訊錄, 组织架构,
      部门, 全员, 工资, 薪资, 入职, 离职, 社員, 従業員, 직원
    `),
  /\b(?:employees?|staff|personnel|teams?|headcount|roster|payroll|salar(?:y|ies)|workforce|new hires|leavers|org chart|organi[sz]ation chart)\b|mitarbeiter|personalliste|empleados|dipendenti|employés|员工|職員|人员|职工|花名册|名册|通讯录|通訊錄|组织架构|部门|全员|工资|薪资|入职|离职|社員|従業員|직원/i,
);
