import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { dark, light, type Tokens } from './tokens.ts';

/** `--tg-…` of one theme. */
function variablesOf(tokens: Tokens): Record<string, string> {
  const { tones, hit, series, ...plain } = tokens;
  const kebab = (name: string): string => name.replace(/[A-Z\d]/g, (letter) => `-${letter.toLowerCase()}`);
  return {
    ...Object.fromEntries(Object.entries(plain).map(([name, value]) => [`--tg-${kebab(name)}`, value])),
    ...Object.fromEntries(
      Object.entries(tones).flatMap(([name, { text, tint }]) => [
        [`--tg-${name}`, text],
        [`--tg-${name}-tint`, tint],
      ]),
    ),
    '--tg-hit': hit.text,
    '--tg-hit-tint': hit.tint,
    ...Object.fromEntries(series.map((value, index) => [`--tg-series-${index + 1}`, value])),
    '--mantine-color-body': tokens.page,
    '--mantine-color-text': tokens.text,
    '--mantine-color-dimmed': tokens.text2,
    '--mantine-color-placeholder': tokens.text2,
    '--mantine-color-anchor': tokens.accent,
    '--mantine-color-error': tones.blocked.text,
    '--mantine-color-default': tokens.page,
    '--mantine-color-default-hover': tokens.sunk,
    '--mantine-color-default-color': tokens.text,
    '--mantine-color-default-border': tokens.control,
    '--mantine-primary-color-filled': tokens.accent,
    '--mantine-primary-color-filled-hover': tokens.accent,
    '--mantine-primary-color-light': tokens.selected,
    '--mantine-primary-color-light-hover': tokens.selected,
    '--mantine-primary-color-light-color': tokens.accent,
    '--mantine-primary-color-contrast': tokens.onAccent,
  };
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: variablesOf(light),
  dark: variablesOf(dark),
});

/** Filled controls take their words' colour from the tokens; `color="blocked"` is for what destroys. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const destroys = input.color === 'blocked';
  const ground = destroys ? 'var(--tg-blocked)' : 'var(--tg-accent)';
  const words = destroys ? 'var(--tg-page)' : 'var(--tg-on-accent)';
  if (input.variant === 'filled') return { ...colors, background: ground, hover: ground, color: words };
  if (input.variant === 'subtle' || input.variant === 'light' || input.variant === 'outline') {
    const border = input.variant === 'outline' ? `1px solid ${ground}` : colors.border;
    return { ...colors, border, color: ground, hover: 'var(--tg-sunk)', background: 'transparent' };
  }
  return colors;
};

const accent = Array.from({ length: 10 }, (_, shade) => (shade < 5 ? dark.accent : light.accent)) as unknown;

export const theme = createTheme({
  fontFamily:
    'system-ui, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, "Noto Sans Mono CJK SC", "DejaVu Sans Mono", monospace',
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 3 },
  colors: {
    // What Mantine takes for grounds and lines of the dark theme.
    dark: [
      dark.text,
      dark.tones.caller.text,
      dark.text2,
      dark.control,
      dark.line,
      dark.line,
      dark.sunk,
      dark.page,
      dark.page,
      dark.page,
    ],
    accent: accent as MantineColorsTuple,
    blocked: accent as MantineColorsTuple,
  },
  autoContrast: false,
  variantColorResolver,
  defaultRadius: 4,
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '6px', xl: '6px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.34', sm: '1.54', md: '1.43', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm', variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 32, color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 }, overlayProps: { opacity: 0.4 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { transitionProps: { duration: 120 }, position: 'bottom-end' } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 120 } } },
  },
});
