import type { Page } from 'playwright-core';
import type { TestConsole } from '../support/console.ts';
import type { View } from './views/view.ts';

export const looks = [
  { language: 'en', colours: 'light', width: 1440 },
  { language: 'zh-CN', colours: 'dark', width: 390 },
  { language: 'en', colours: 'dark', width: 1440 },
] as const;
export type Look = (typeof looks)[number];

/** One page for each person and look: what it loaded once is there. */
export function createViewer(at: TestConsole): (view: View, look: Look) => Promise<string[]> {
  const pages = new Map<string, Page>();
  return async ({ path, who, prepare }, look) => {
    const key = [who, ...Object.values(look)].join(' ');
    const page = pages.get(key) ?? (await at.page(who, '/sign-in', look));
    pages.set(key, page);
    await page.goto(at.gateway.adminOrigin + path);
    await page.waitForLoadState('networkidle');
    await prepare?.(page);
    return wrongsOf(at, page);
  };
}

/** Serious findings of axe, a page that scrolls sideways, words that have no text. */
async function wrongsOf(at: TestConsole, page: Page): Promise<string[]> {
  const wrong = await at.axe(page);
  if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')) wrong.push('scrolls sideways');
  const shown = await page.locator('body').innerText();
  for (const odd of shown.match(/\bundefined\b|\bNaN\b|\[object Object\]|\{\{\w+\}\}/g) ?? [])
    wrong.push(`shows ${odd}`);
  return wrong;
}
