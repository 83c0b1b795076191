/** The colours of both themes. A test computes every ratio of text on its ground from this file (WCAG 2.2: 4.5, lines of controls 3). */
export interface Tokens {
  readonly page: string;
  readonly sunk: string;
  readonly selected: string;
  readonly line: string;
  readonly text: string;
  readonly text2: string;
  readonly control: string;
  readonly accent: string;
  readonly onAccent: string;
  /** Who owns what is said: policy red, purple, teal; the caller grey; provider or gateway amber. */
  readonly tones: Readonly<Record<Tone, { readonly text: string; readonly tint: string }>>;
  readonly hit: { readonly text: string; readonly tint: string };
  readonly series: readonly string[];
}

export const toneNames = ['external', 'secure', 'redacted', 'blocked', 'fault', 'caller', 'good'] as const;
export type Tone = (typeof toneNames)[number];

export const light: Tokens = {
  page: '#ffffff',
  sunk: '#f6f7f9',
  selected: '#e8f0fe',
  line: '#d5dae0',
  text: '#1b1f24',
  text2: '#57606a',
  control: '#78818b',
  accent: '#1f5fbf',
  onAccent: '#ffffff',
  tones: {
    external: { text: '#1a5fb4', tint: '#e7f0fb' },
    secure: { text: '#0b6e5f', tint: '#e0f4ef' },
    redacted: { text: '#6b3fa0', tint: '#f2ebfa' },
    blocked: { text: '#b3261e', tint: '#fdecea' },
    fault: { text: '#8a4b00', tint: '#fdf1dc' },
    caller: { text: '#57606a', tint: '#eef0f3' },
    good: { text: '#1a6b34', tint: '#e6f4ea' },
  },
  hit: { text: '#1b1f24', tint: '#ffe08a' },
  series: ['#1a5fb4', '#c2600c', '#0b7a6a', '#8a4fbf', '#a8780a', '#b3476d', '#4f7a1e', '#5b6673'],
};

export const dark: Tokens = {
  page: '#14171a',
  sunk: '#1c2024',
  selected: '#1d2c42',
  line: '#343a41',
  text: '#e6e9ec',
  text2: '#a3abb5',
  control: '#78828d',
  accent: '#7fb2ff',
  onAccent: '#14171a',
  tones: {
    external: { text: '#8ab8ff', tint: '#172a45' },
    secure: { text: '#6fd3bf', tint: '#10322c' },
    redacted: { text: '#cdb0f5', tint: '#2f2342' },
    blocked: { text: '#ff9d94', tint: '#43191a' },
    fault: { text: '#f3bd6a', tint: '#3a2a10' },
    caller: { text: '#b4bcc6', tint: '#262b31' },
    good: { text: '#7ed39a', tint: '#14321f' },
  },
  hit: { text: '#fff3cf', tint: '#5c4300' },
  series: ['#6ea8fe', '#f0964a', '#4cc3ae', '#bd93f0', '#d9b13b', '#ec8bb0', '#9cc95c', '#98a3af'],
};
