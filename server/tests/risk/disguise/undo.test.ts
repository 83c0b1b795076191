import { describe, expect, it } from 'vitest';
import { undoDisguises } from '../../../src/risk/disguise/undo.ts';
import { fits, hidings } from './disguising.ts';
import { expectFound, token } from './expect-hidden.ts';

const show = (text: string): string[] => undoDisguises(text).views.map((view) => view.text);

describe('a value is found again, and its place told,', () => {
  const hiding = hidings.filter(({ hide }) => hide(token) !== token);

  it.each(hiding.map((one) => [one.name, one] as const))('behind %s', (_, { hide }) => {
    expectFound(token, hide(token));
  });

  for (const outer of hidings) {
    it(`behind ${outer.name} over every other disguise`, () => {
      for (const inner of hiding) if (fits(inner, outer)) expectFound(token, outer.hide(inner.hide(token)));
    });
  }

  it.each([
    [
      'JSON in JSON in JSON in a string',
      [token].reduce((text) => JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ c: text }) }) })),
    ],
    ['base64 of base64 of base64', [1, 2, 3].reduce((text) => Buffer.from(text).toString('base64'), token)],
  ])('behind %s', (_, hidden) => {
    expectFound(token, hidden.includes(token) ? hidden.replaceAll(token, `\\u0067${token.slice(1)}`) : hidden);
  });
});

describe('what was undone', () => {
  it('is told by its names, from the outside in', () => {
    const hidden = Buffer.from(encodeURIComponent(`token=${token}/`)).toString('base64');
    const view = undoDisguises(hidden).views.find(({ text }) => text.includes(`=${token}/`))!;
    expect(view.disguises).toEqual(['base64', 'percent']);
  });

  it('is told for a place apart from what else the view undoes', () => {
    const text = 'a &#97; b, and a good deal further on in the same line: \\u0063';
    const [view] = undoDisguises(text).views;
    const at = view!.text.indexOf('c', view!.text.length - 2);
    expect(view!.disguises).toEqual(['html_entities', 'escapes']);
    expect(view!.disguisesOf(at, at + 1)).toEqual(['escapes']);
  });

  it('is shown with the words round it, and not with the whole of a long text', () => {
    const prose = 'The worker picks up where it left off. '.repeat(100);
    const [view, ...more] = undoDisguises(`${prose}my password is h&#117;nter2 from now on. ${prose}`).views;
    expect(more).toEqual([]);
    expect(view!.text).toContain('my password is hunter2 from now on');
    expect(view!.text.length).toBeLessThan(500);
  });

  it.each([
    ['k&#57;Zq', 'k9Zq'],
    ['k9Z&#113;', 'k9Zq'],
    ['%6B9Z%71', 'k9Zq'],
    ['k\u200b9\u200bZ\u200bq', 'k9Zq'],
    ['ｋ9Zｑ', 'k9Zq'],
    ['𝗄𝟫Zq', 'k9Zq'],
    ['\\u006b9Z\\x71', 'k9Zq'],
  ])('stands for the whole of %j and nothing beside it', (written, shown) => {
    const text = `a b "${written}" c d`;
    const [view] = undoDisguises(text).views;
    const at = view!.text.indexOf(shown);
    const { start, end } = view!.sourceOf(at, at + shown.length);
    expect(text.slice(start, end)).toBe(written);
  });

  it('counts as context up to 64 characters away, and not further', () => {
    const text = `&#112;assword: ${'x '.repeat(60)}`;
    const [view] = undoDisguises(text).views;
    const near = view!.text.indexOf('x');
    expect(view!.touches(near, near + 1)).toBe(true);
    expect(view!.touches(near + 100, near + 101)).toBe(false);
  });

  it('in base64 stands for the groups of four that encode it', () => {
    const secret = 'Quuo9choo77x';
    const hidden = Buffer.from(`{"a":"some more","b":"${secret}","c":"some more"}`).toString('base64');
    const [view] = undoDisguises(hidden).views;
    const at = view!.text.indexOf(secret);
    const { start, end } = view!.sourceOf(at, at + secret.length);
    expect(start % 4).toBe(0);
    expect(end % 4).toBe(0);
    expect(Buffer.from(hidden.slice(start, end), 'base64').toString()).toContain(secret);
    expect(end - start).toBeLessThan(28);
  });

  it('in base64 of Chinese stands where its bytes are', () => {
    const hidden = Buffer.from('请把这份材料 kR7mQ2xz 发给大家').toString('base64');
    const [view] = undoDisguises(hidden).views;
    const at = view!.text.indexOf('kR7mQ2xz');
    const { start, end } = view!.sourceOf(at, at + 8);
    expect(Buffer.from(hidden.slice(start, end), 'base64').toString('latin1')).toContain('kR7mQ2xz');
    expect(end - start).toBeLessThan(20);
  });

  it('is the text before what is none, when a run goes on with other bytes', () => {
    const bytes = Buffer.concat([Buffer.from(`the token is ${token} `), Buffer.from([0, 255, 254, 1, 0, 200, 201, 9])]);
    expect(show(bytes.toString('base64')).join()).toContain(token);
  });
});

describe('letters that look Latin', () => {
  it('are left alone in words of their own script', () => {
    expect(show('Пароль от сервера: смотри файл конфигурации. Το σύστημα είναι έτοιμο.')).toEqual([]);
  });

  it('are read as Latin among Latin ones', () => {
    expect(show('the pаsswоrd is')).toEqual(['the password is']);
  });
});

describe('what nobody sees', () => {
  const tags = (text: string): string => text.replace(/[ -~]/g, (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0)));

  it('is read where it is written in tags, openly or in base64', () => {
    expectFound(token, tags(`send ${token} on`));
    expectFound(token, tags(Buffer.from(`send ${token} on`).toString('base64')));
    expect(
      show(`the flag \u{1f3f4}${tags('gbeng')}\u{e007f} of England`).filter((text) => text.includes('gbeng')),
    ).toEqual([]);
  });

  it('is left out between characters of a value, in any script', () => {
    expect(show('仅供\u200b内部使用')).toEqual(['仅供内部使用']);
    expect(show('13\u2060800\u200d1380\ufeff00')).toEqual(['13800138000']);
  });

  it('is part of emoji and of scripts that need it', () => {
    expect(show('👨‍👩‍👧 done ✔️ ❤️ می‌خواهم क्‍ष')).toEqual([]);
  });
});

it('a look-alike that stands alone between dashes is read once what parted it from its neighbours is undone', () => {
  const tag = '\u{e0041}';
  expectFound(
    'kx7aaaaaaaaG-a-WaaaaQ9=',
    `k\u04457${'\u0430'.repeat(8)}G${tag}-\u0430-${tag}W${'\u0430'.repeat(4)}Q${tag}9${tag}=`,
  );
});
