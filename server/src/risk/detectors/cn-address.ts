import type { AnchoredDetector } from './detector.ts';

/** From 市 on: a district, then a road with a house number or a room. */
const street =
  /市[\u4e00-\u9fff]{1,8}?(?:区|县|镇|路|街|道)[\u4e00-\u9fffA-Za-z0-9-]{0,30}?\d{1,5}(?:号|弄|栋|幢|座|室)(?:[\u4e00-\u9fffA-Za-z0-9-]{0,24}?\d{1,5}(?:号楼|号|栋|幢|座|单元|层|楼|室)){0,4}/y;
const cityMax = 14;
/** What stands before an address and is no part of it. */
const lead = /^.*(?:地址|住址|家住|住在|居住|送到|寄到|位于|现住|在|到|是|为|至)/;

/** A postal address in China down to the house number: city, district, road, number. */
export const cnAddress: AnchoredDetector = {
  anchors: ['市'],
  look(text, at, report) {
    street.lastIndex = at;
    if (!street.test(text)) return;
    let start = at;
    while (start > 0 && at - start < cityMax && isHan(text.charCodeAt(start - 1))) start--;
    start += lead.exec(text.slice(start, at))?.[0].length ?? 0;
    if (at - start >= 2) report(start, street.lastIndex);
  },
};

function isHan(unit: number): boolean {
  return unit >= 0x4e00 && unit <= 0x9fff;
}
