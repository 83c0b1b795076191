import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The rows of the list of calls. */
export const rows = (page: Page): Locator => page.locator('tbody tr[aria-rowindex]');
export const filter = (page: Page): Locator => page.getByRole('combobox', { name: 'Filter' });
/** One for each filter that holds. */
export const chips = (page: Page): Locator => page.getByRole('button', { name: /^Remove / });

/** A page is given time. */
export const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 15_000 });

/** Ids of the rows that are shown, in their order, once there are so many. */
export async function shown(page: Page, count: number): Promise<string[]> {
  await eventually(() => rows(page).count()).toBe(count);
  return Promise.all((await rows(page).all()).map(async (row) => (await row.getAttribute('data-key')) ?? ''));
}
