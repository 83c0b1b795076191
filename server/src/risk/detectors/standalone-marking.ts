import type { AnchoredDetector } from './detector.ts';

/** Words that mark a document when they stand alone, and are plain words within a sentence. */
const markings =
  /^(?:(?:(?:(?:strictly|highly|company|commercially|commercial|business|board|client|most) )?(?:private|confidential|restricted|proprietary|sensitive|privileged|secret|top secret|classified|personal|internal|noforn)(?: use)?(?: only)?(?: information| document| material| draft)?(?: and | & | - | – | — |, |: | ?\/\/? ?|\. ?|$)){1,3}(?:(?:do not|not for) [a-z ]{3,40})?|(?:company |for )?internal(?: use)? only|internal document|internal use|commercial[- ]in[- ]confidence|in confidence|official[- ]sensitive|(?:unclassified ?\/\/ ?)?fouo|noforn|non-public|draft (?:[-–—] )?(?:confidential|internal)|(?:streng |strikt )?(?:vertraulich|vertrouwelijk)|nur intern|intern|strictement confidentiel|confidentiel|secret des affaires|usage interne|estrictamente confidencial|confidencial|uso interno|reservado|riservato|strettamente (?:riservato|confidenziale)|confidenziale|poufne|luottamuksellinen|konfidentiellt|fortroligt|konfidentielt|конфиденциально|строго конфиденциально|секретно|для служебного пользования|коммерческая тайна|gizli|機密|极机密|極秘|極機密|社外秘|部外秘|取扱注意|関係者限り|대외비|기밀|극비|사내한정|机密|秘密|绝密|保密|内部|内部公开|公司机密|商密|核心商密|普通商密|商密[一二三1-3]级|工作秘密|敏感|(?:请勿|切勿|勿)(?:外传|转发|外泄|对外|扩散)|阅后即焚|阅后销毁|请注意保密|do not (?:share|circulate|copy|forward|distribute|disclose)(?: externally| outside[a-z ]{0,30}| or [a-z]{1,12}){0,2}|(?:shared )?under nda|subject to nda|need[- ]to[- ]know(?: basis)?(?: only)?|no external sharing)(?:文件|资料|信息|文档|級|级|件)?(?:\s?[★☆*]\s?(?:\d{1,3}年|长期|启用前))?(?:\s?[-–—，,、]\s?(?:请勿|切勿|严禁|禁止|不得)[\u4e00-\u9fff]{2,8})?$/i;
/** "Acme Confidential": a name in capitals or with one, and the marking. */
const ofCompany =
  /^[A-Z][\w&.-]{1,20}(?: [A-Z][\w&.-]{1,20}){0,2} (?:Confidential|CONFIDENTIAL|Internal Only|INTERNAL ONLY)$/;
/** English words that code and forms use too count only in capitals, or with a second word. */
const plain =
  /^(?:private|restricted|proprietary|sensitive|privileged|secret|classified|internal|confidential|intern|reservado)$/i;
/** Capitals that are values of code too. */
const ofCode = /^(?:PRIVATE|RESTRICTED|SECRET|INTERNAL|SENSITIVE|PRIVILEGED|PROPRIETARY|INTERN|CLASSIFIED)$/;
const decoration =
  /^[\s*#=\-—–_/\\"'“”‘’「」『』【】[\]()（）<>《》|:：,;!.。·•★☆~+]+|[\s*#=\-—–_/\\"'“”‘’「」『』【】[\]()（）<>《》|:：,;!.。·•~+]+$/g;
const key =
  /^[\s"'`*#|-]{0,6}(?:(?:document |page )?(?:footer|header|classification|watermark|banner|marking|sensitivity|classified|label|stamp|security level|subject|einstufung)|密级|保密级别|分类|页眉|页脚|水印|标题|主题|標題)["'`*]{0,2}\s{0,2}[:：=|]\s{0,2}/i;
/** Of these keys, the ones that say what the document is. */
const declaring = /classif|sensitiv|marking|watermark|footer|stamp|einstufung|密级|保密|页脚|水印/i;
const lineMax = 160;

/** A line, a footer or a title that is nothing but a confidentiality marking: "CONFIDENTIAL", 【机密】, "Streng vertraulich". */
export const standaloneMarking: AnchoredDetector = {
  anchorsAreWords: true,
  anchors: [
    'confiden',
    'private',
    'restricted',
    'proprietary',
    'sensitive',
    'privileged',
    'secret',
    'classified',
    'internal',
    'intern\n',
    'fouo',
    'noforn',
    'non-public',
    'vertraulich',
    'vertrouwelijk',
    'usage interne',
    'uso interno',
    'reservado',
    'riservato',
    'poufne',
    'luottamuksellinen',
    'konfident',
    'fortroligt',
    'конфиденциально',
    'секретно',
    'для служебного',
    'коммерческая тайна',
    '機密',
    '极机密',
    '極秘',
    '社外秘',
    '部外秘',
    '取扱注意',
    '関係者限り',
    '대외비',
    '기밀',
    '극비',
    '사내한정',
    '机密',
    '秘密',
    '绝密',
    '保密',
    '内部',
    '商密',
    '敏感',
    '请勿',
    '切勿',
    '勿外传',
    '阅后',
    'do not share',
    'do not circ',
    'do not copy',
    'do not disclose',
    'under nda',
    'subject to nda',
    'need-to-know',
    'need to know',
    'no external',
  ],
  look(text, at, report) {
    let start = at;
    while (start > 0 && at - start <= lineMax && text.charCodeAt(start - 1) !== 0x0a) start--;
    let end = at;
    while (end < text.length && end - at <= lineMax && text.charCodeAt(end) !== 0x0a) end++;
    if (end - start > lineMax) return;
    const line = text.slice(start, end);
    const lead = key.exec(line)?.[0].length ?? 0;
    const rest = line.slice(lead);
    const opening = decorationAtStart.exec(rest)?.[0].length ?? 0;
    const marking = rest.replace(decoration, '');
    if (marking.length === 0 || marking.length > 60 || !(markings.test(marking) || ofCompany.test(marking))) return;
    const isDeclared = lead > 0 && declaring.test(line.slice(0, lead));
    const isInCapitals = marking === marking.toUpperCase() && !ofCode.test(marking);
    if (plain.test(marking) && !isDeclared && !isInCapitals) return;
    report(start + lead + opening, start + lead + opening + marking.length);
  },
};

const decorationAtStart = /^[\s*#=\-—–_/\\"'“”‘’「」『』【】[\]()（）<>《》|:：,;!.。·•★☆~+]+/;
