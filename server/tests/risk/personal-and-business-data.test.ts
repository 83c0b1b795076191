import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/risk/compile.ts';
import { survivesJoining, isNamedNear } from '../../src/risk/engine/survives-joining.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import { isBirthDate } from '../../src/risk/validators/birth-date.ts';
import { isPersonName } from '../../src/risk/validators/person-name.ts';
import { isPostalAddress } from '../../src/risk/validators/postal-address.ts';
import { isPublicAddress } from '../../src/risk/validators/public-address.ts';
import { isTestCard } from '../../src/risk/validators/test-cards.ts';
import { isWalletAddress } from '../../src/risk/validators/wallet-address.ts';
import { isClabe } from '../../src/risk/detectors/bank-code.ts';

const rules = loadBuiltInRules().filter(({ category }) => category !== 'security');
const ruleSet = compileRules({ builtIn: rules, overrides: [], custom: [] });

/** What the rules of one id (all without) find, as written. */
function found(text: string, rule?: string): string[] {
  return ruleSet
    .scan([{ place: 'text', scope: 'user', value: text }])
    .hits.filter((hit) => rule === undefined || hit.rule === rule)
    .map(({ start, end }) => text.slice(start, end));
}

describe('columns of tables', () => {
  it('finds each amount under a head for pay, in Markdown, tab-separated text and CSV with quotes', () => {
    const markdown = '| Name | Base salary (GBP) |\n|---|---|\n| Mara | £91,341 |\n| Jonas | £74,902 |\n';
    expect(found(markdown, 'salary_column')).toEqual(['£91,341', '£74,902']);
    expect(found('姓名\t部门\t月薪\n李伟\t研发\t28,500.00\n王芳\t市场\t3.1万\n', 'salary_column')).toEqual([
      '28,500.00',
      '3.1万',
    ]);
    expect(found('name,salary,city\r\n"Lind, Mara","91,341",Lund\r\n', 'salary_column')).toEqual(['91,341']);
  });

  it('finds the values of two such columns, row by row', () => {
    expect(found('name,base salary,bonus\nMara,91341,12000\nJonas,74902,9000\n', 'salary_column')).toEqual([
      '91341',
      '12000',
      '74902',
      '9000',
    ]);
  });

  it('ends with the table', () => {
    const text = 'name,phone\nMara,(212) 736-5000\n\nSee below.\nJonas,(212) 736-5111\n';
    expect(found(text, 'phone_column')).toEqual(['(212) 736-5000']);
  });

  it('stays silent on words that are no heads, and on lines too long to be rows', () => {
    expect(found('We called the phone, then left.\nTwo, 7365000\n', 'phone_column')).toEqual([]);
    expect(found(`${'x'.repeat(700)},phone\na,(212) 736-5000\n`, 'phone_column')).toEqual([]);
  });

  it.each([
    ['birth_date_column', 'name,dob\nMara,1987-04-12\n', '1987-04-12'],
    ['address_column', 'name;address\nMara;18 Elm Grove Road, Leeds LS8 2AB\n', '18 Elm Grove Road, Leeds LS8 2AB'],
    ['id_column', 'name|passport\nMara|C03005988\n', 'C03005988'],
    ['account_column', 'payee,account number\nMara,741751780608\n', '741751780608'],
  ])('%s finds what its head says', (rule, text, value) => expect(found(text, rule)).toEqual([value]));
});

describe('postal addresses', () => {
  it.each([
    'Rua das Flores 1485, Campo Largo PR 83608-380',
    'Hauptstr. 12, 10115 Berlin',
    '12 rue de Rivoli, 75001 Paris',
    'Keizersgracht 123, 1015 CJ Amsterdam',
    'ul. Polna 135, Gdynia 81-342',
    '2767 40th Street, Calgary AB T2A 1C8',
    'P.O. Box 255, Dover DE 19901',
    'Flat 3, 18 Queens Gate, London SW7 5JA',
    'Bergvegen 95, Knonau 8934',
  ])('%s is one', (address) => expect(isPostalAddress(address)).toBe(true));

  it.each([
    '10.0.0.1',
    'see page 3',
    'Error 404, Not Found 1234',
    'bytes 0 to 4096, Page 12',
    'January 20, 2031',
    'Windows 10',
    'https://a.b/12, Town',
  ])('%s is none', (text) => expect(isPostalAddress(text)).toBe(false));

  it('end where the sentence goes on', () => {
    expect(found('Deliver to Lindenweg 9, 8934 Knonau after 6pm', 'postal_address')).toEqual([
      'Lindenweg 9, 8934 Knonau',
    ]);
    expect(found('{"homeAddress":"Lindenweg 9, 8934 Knonau","n":1}', 'postal_address')).toEqual([
      'Lindenweg 9, 8934 Knonau',
    ]);
  });

  it('in China begin after what leads to them, with a district instead of a city too', () => {
    expect(found('请寄到浙江省杭州市西湖区文三路478号3单元502室', 'cn_address')).toEqual([
      '浙江省杭州市西湖区文三路478号3单元502室',
    ]);
    expect(found('搬到朝阳区望京西路50号院2号楼301室了', 'cn_address')).toEqual(['朝阳区望京西路50号院2号楼301室']);
  });
});

describe('cards', () => {
  it('finds a published test card, except where the text is about tests', () => {
    expect(found('she read out 4242 4242 4242 4242', 'bank_card')).toEqual(['4242 4242 4242 4242']);
    expect(found('Stripe sandbox: 4242 4242 4242 4242', 'bank_card')).toEqual([]);
    expect(isTestCard('4242424242424242')).toBe(true);
    expect(isTestCard('4532015112830366')).toBe(false);
  });

  it('finds 13 digits only after a word for a card, and a resident id never', () => {
    expect(found('card number 4222222222222', 'bank_card')).toEqual(['4222222222222']);
    expect(found('at 4222222222222', 'bank_card')).toEqual([]);
    expect(found('id_card: 110105200406281797', 'bank_card')).toEqual([]);
  });
});

describe('codes of banks', () => {
  it('need a right country, and a mark or a bank nearby where the name is a common word', () => {
    expect(found('SWIFT: DEUTDEFF500', 'swift_code')).toEqual(['DEUTDEFF500']);
    expect(found('SWIFT: DEUTXXFF500', 'swift_code')).toEqual([]);
    expect(found('Swift COMPILER', 'swift_code')).toEqual([]);
    expect(found('Beneficiary bank, swift BKCHCNBJ', 'swift_code')).toEqual(['BKCHCNBJ']);
  });

  it('CLABE has a check digit', () => {
    expect(isClabe('032180000118359719')).toBe(true);
    expect(isClabe('032180000118359718')).toBe(false);
  });
});

describe('wallets', () => {
  it('have a right checksum, or the shape of a key in their own alphabet', () => {
    expect(isWalletAddress('1BoatSLRHtKNngkdXEeobR76b53LETtpyT')).toBe(true);
    expect(isWalletAddress('1BoatSLRHtKNngkdXEeobR76b53LETtpyU')).toBe(false);
    expect(isWalletAddress('DBXu2kgc3xtvCUWFcxFE3r9hEYgmuaaCyD')).toBe(true);
    expect(isWalletAddress('rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh')).toBe(true);
    expect(isWalletAddress('TransactionServiceConfigurationFac')).toBe(false);
  });
});

describe('markings and lists', () => {
  it.each([
    'CONFIDENTIAL',
    '【机密】',
    '*** TOP SECRET ***',
    'Internal – Restricted',
    '—— 社外秘 ——',
    'SECRET//NOFORN',
    '商密三级',
    'Private & Confidential',
  ])('%s marks a document when it stands alone', (line) =>
    expect(found(`Minutes\n${line}\nPresent: all\n`, 'standalone_marking')).toHaveLength(1),
  );

  it.each(['"INTERNAL",', 'private', 'SECRET', 'this is confidential to nobody', 'type: secret', 'PRIVATE ='])(
    '%s marks none',
    (line) => expect(found(`a\n${line}\nb\n`, 'standalone_marking')).toEqual([]),
  );

  it('a title is that of a list only with rows below it', () => {
    const rows = 'name,email,phone\nMara,m@lind.se,0171 2345678\n';
    expect(found(`Top 50 customers by revenue\n${rows}`, 'customer_table')).toEqual(['Top 50 customers by revenue']);
    expect(found(`研发部人员名册\n${rows}`, 'staff_table')).toEqual(['研发部人员名册']);
    expect(found('Top 50 customers by revenue\nare listed, by name,\nin the annex, which\n', 'customer_table')).toEqual(
      [],
    );
    expect(found(`The customers are waiting.\n${rows}`, 'customer_table')).toEqual([]);
  });
});

describe('small checks', () => {
  it.each([
    '1987-04-12',
    '12 March 1990',
    'Mar 3rd 1988',
    '04/12/1987',
    '13/12/87',
    '19870412',
    '1990年5月12日',
    '1985-07',
  ])('%s can be a birth date', (date) => expect(isBirthDate(date)).toBe(true));
  it.each(['2019-13-45', '13/13/1987', '1.2.3', '1887-04-12', 'May 1987', '40 March 1990'])('%s cannot', (date) =>
    expect(isBirthDate(date)).toBe(false),
  );

  it('an address is public outside of the ranges kept for private use, documentation and machines', () => {
    for (const own of ['81.169.145.92', '172.32.0.1', '3c:22:fb:7a:10:9e'])
      expect(isPublicAddress(own), own).toBe(true);
    for (const none of [
      '10.0.0.5',
      '172.16.0.1',
      '192.168.1.1',
      '203.0.113.9',
      '100.64.0.1',
      '8.8.8.8',
      '300.1.1.1',
      'aa:bb:cc:dd:ee:ff',
      '00:00:00:00:00:00',
    ])
      expect(isPublicAddress(none), none).toBe(false);
  });

  it('a name is one of a person, not of a field', () => {
    expect(isPersonName('Mara Lindqvist')).toBe(true);
    for (const none of ['First Last', 'John Doe', 'Your Name', 'string', 'NAME'])
      expect(isPersonName(none), none).toBe(false);
  });

  it('leaves the addresses of authors alone, and finds others in the same text', () => {
    const text = '// Copyright (c) 2031 Mara Lind <mara@lind.se>\nwrite to jonas@weber.at\n';
    expect(found(text, 'email_address')).toEqual(['jonas@weber.at']);
    expect(
      found(
        '{"contributors":[{"name":"A","email":"a@lind.se"},{"email":"b@lind.se"}],"x":{"email":"c@lind.se"}}',
        'email_address',
      ),
    ).toEqual(['c@lind.se']);
  });
});

describe('joined digits', () => {
  const rule = (id: string) => rules.find((one) => one.id === id)!;

  it('prove themselves by check digits, or by a word nearby', () => {
    for (const id of ['bank_card', 'iban', 'cn_resident_id', 'national_id', 'tax_id', 'customer_list'])
      expect(survivesJoining(rule(id)), id).toBe(true);
    for (const id of ['cn_mobile_number', 'us_ssn', 'phone_number', 'bank_account'])
      expect(survivesJoining(rule(id)), id).toBe(false);
    const text = 'His mobile is 13812345678';
    expect(isNamedNear(rule('cn_mobile_number'), text, 14, 25)).toBe(true);
    expect(isNamedNear(rule('cn_mobile_number'), 'row 13812345678 13', 4, 15)).toBe(false);
    expect(isNamedNear(rule('us_ssn'), 'SSN 536228745', 4, 13)).toBe(true);
  });
});

describe('hostile texts', () => {
  const pieces = [
    'salary,',
    'phone,address,salary\n',
    'name,phone\na,(212) 736-5000\n',
    'customer\n',
    'Customers\na,b\n',
    'confidential ',
    'address: 1 A, ',
    'sin 1 ',
    'passport A 1 A 1 ',
    'iban ',
    '路1号',
    '市区路1',
    '"contributors":[',
    'swift: ',
  ];

  it.each(pieces)('reads a long text of %j in linear time', (piece) => {
    const work = (length: number): number => {
      const value = piece.repeat(Math.ceil(length / piece.length));
      const fresh = compileRules({ builtIn: rules, overrides: [], custom: [] }, { resultBytesMax: 1 });
      return fresh.scan([{ place: 'text', scope: 'user', value }]).scanned.characters;
    };
    expect(work(120_000)).toBeGreaterThanOrEqual(120_000);
  });
});
