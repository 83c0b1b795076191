import type { AnchoredDetector } from './detector.ts';

/** From 市 on: a district, then a road with a house number or a room. */
const fromCity =
  /市[\u4e00-\u9fff]{1,8}?(?:区|區|县|縣|镇|鎮|乡|路|街|道)[\u4e00-\u9fffA-Za-z0-9-]{0,30}?(?:\d{1,5}(?:号|號|弄|栋|棟|幢|座|室|巷)|[A-Z]\d{0,3}(?:-[A-Z0-9]{1,3})?(?:栋|棟|幢|座)[\u4e00-\u9fffA-Za-z0-9-]{0,6}?\d{1,5}(?:楼|樓|层|層|室|号|單元|单元))(?:[\u4e00-\u9fffA-Za-z0-9-]{0,24}?\d{1,5}(?:号楼|号|號|栋|棟|幢|座|单元|層|层|楼|樓|室)){0,4}/y;
/** From the road on: a house number, and what is inside of the house. */
const fromRoad =
  /[路街道巷村里](?:[一二三四五六七八九十东西南北中]{1,2}[段路巷]?)?\d{1,5}(?:号|號|弄|巷)(?:[\u4e00-\u9fffA-Za-z0-9-]{0,24}?\d{1,5}(?:号楼|号|號|栋|棟|幢|座|单元|層|层|楼|樓|室)){0,4}/y;
/** What a road lies in. */
const division = /(?:省|市|区|區|县|縣|镇|鎮|乡|鄉|州|盟|旗|香港|九龍|九龙|新界|澳门|澳門)/;
const cityMax = 14;
const roadMax = 30;
/** What stands before an address and is no part of it. */
const lead =
  /^.*(?:地址|住址|家住|住在|居住|送到|送至|寄到|寄往|寄去|寄回|搬到|搬去|位于|现住|现居|收货|发货|在|到|是|为|至|给)/;

/** A postal address in China down to the house number: city or district, road, number. */
export const cnAddress: AnchoredDetector = {
  anchors: ['市', '路', '街', '道', '巷', '村', '里'],
  look(text, at, report) {
    const isCity = text.charAt(at) === '市';
    const form = isCity ? fromCity : fromRoad;
    form.lastIndex = at;
    if (!form.test(text)) return;
    const reach = isCity ? cityMax : roadMax;
    let start = at;
    while (start > 0 && at - start < reach && isHan(text.charCodeAt(start - 1))) start--;
    start += lead.exec(text.slice(start, at))?.[0].length ?? 0;
    if (at - start >= 2 && (isCity || division.test(text.slice(start, at)))) report(start, form.lastIndex);
  },
};

function isHan(unit: number): boolean {
  return unit >= 0x4e00 && unit <= 0x9fff;
}
