import type { Page } from 'playwright-core';
import type { Traffic } from '../../support/traffic.ts';
import type { View } from './view.ts';

/** Opens the panel of a row, by keyboard. */
const openFirst = async (page: Page): Promise<void> => {
  await page.locator('tbody tr').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('aside h2').waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
};

export function peopleViews(_traffic: Traffic): readonly View[] {
  return [
    { name: 'people-users', path: '/people/users', who: 'ada' },
    { name: 'people-user', path: '/people/users?state=all', who: 'ada', prepare: openFirst },
    { name: 'people-groups', path: '/people/groups', who: 'ada' },
    { name: 'people-instances', path: '/people/instances', who: 'ada' },
    { name: 'people-instance', path: '/people/instances', who: 'ada', prepare: openFirst },
    { name: 'people-keys', path: '/people/keys?state=all', who: 'ada' },
    { name: 'people-key', path: '/people/keys?state=all', who: 'ada', prepare: openFirst },
    {
      name: 'people-key-made',
      path: '/people/keys',
      who: 'ada',
      async prepare(page) {
        await page.locator('h1 ~ div button').first().click();
        await page.locator('[role=dialog] input').first().fill('my-laptop');
        await page.locator('[role=dialog] input[aria-haspopup=listbox]').first().click();
        await page.getByRole('option', { name: 'claw-1' }).click();
        await page.locator('[role=dialog] button[type=submit]').click();
        await page.locator('[data-secret]').waitFor();
        await page.locator('[role=dialog] pre').first().waitFor();
      },
    },
    { name: 'people-own-keys', path: '/keys', who: 'bob' },
  ];
}
