import type { Browser, Page } from 'playwright-core';
import { startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { openBrowser } from './browser.ts';
import { companyConfig, companyEnvironment, type CompanyOptions } from './company.ts';
import { cleanUpGateways, type GatewayProcess, startGateway } from './gateway.ts';
import { axeProblems } from './axe.ts';

export type Who = 'ada' | 'eve' | 'bob';

/** People of the test's company: an administrator, an auditor, a member. */
const people: Record<Who, { email: string; role: string }> = {
  ada: { email: 'ada@company.test', role: 'admin' },
  eve: { email: 'eve@company.test', role: 'auditor' },
  bob: { email: 'bob@company.test', role: 'member' },
};

export interface TestConsole {
  readonly gateway: GatewayProcess;
  /** URL of the stand-in of providers. */
  readonly standIn: string;
  /** The password that `signIn` gives each person. */
  readonly password: string;
  /** A page of its own browser session, at `path`; with `who`, signed in. What goes wrong in it fails the test at the end. */
  page(who?: Who, path?: string, options?: PageOptions): Promise<Page>;
  /** On a page that shows the sign-in. */
  signIn(page: Page, who: Who): Promise<void>;
  /** Serious and critical findings of axe on the page as it stands. */
  axe(page: Page): Promise<string[]>;
  /** Fails when some page had an error in its console, a breach of its policy, or asked another host. */
  close(): Promise<void>;
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colours?: 'light' | 'dark';
  readonly language?: 'en' | 'zh-CN';
}

export interface ConsoleOptions extends Partial<CompanyOptions> {
  /** In place of the test's company. */
  readonly config?: string;
  /** In place of an embedded one. */
  readonly databaseUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real gateway with its console, a real browser, and a stand-in of providers. */
export async function openConsole({ config, databaseUrl, env, ...company }: ConsoleOptions = {}): Promise<TestConsole> {
  const standIn = await startStandIn();
  const gateway = await startGateway({
    databaseUrl: databaseUrl ?? null,
    config: config ?? companyConfig({ outside: standIn.url, ...company }),
    env: { ...companyEnvironment, ...env },
  });
  let browser: Browser | null = null;
  const wrongs: string[] = [];
  const ready = new Map<
    Who,
    { email: string; cookies: Parameters<Awaited<ReturnType<Browser['newContext']>>['addCookies']>[0] }
  >();
  const password = 'a password for tests alone';

  /** Makes a person's password, once, through the API as their browser would. */
  async function cookiesOf(who: Who) {
    const known = ready.get(who);
    if (known) return known.cookies;
    const { email, role } = people[who];
    const users = (await (await gateway.api('/users')).json()) as { items: { id: string; email: string }[] };
    const found =
      users.items.find((user) => user.email === email) ??
      ((await (
        await gateway.api('/users', { method: 'POST', body: JSON.stringify({ email, name: nameOf(who), role }) })
      ).json()) as { id: string });
    const reset = (await (await gateway.api(`/users/${found.id}/reset-password`, { method: 'POST' })).json()) as {
      password: string;
    };
    const call = async (path: string, body: object, cookie: string): Promise<string[]> => {
      const answer = await fetch(`${gateway.adminOrigin}/api/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: gateway.adminOrigin, cookie },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
    };
    const first = await call('sign-in/email', { email, password: reset.password }, '');
    const change = { currentPassword: reset.password, newPassword: password, revokeOtherSessions: true };
    await call('change-password', change, first.join('; '));
    const cookies = (await call('sign-in/email', { email, password }, '')).map((line) => {
      const at = line.indexOf('=');
      return { name: line.slice(0, at), value: decodeURIComponent(line.slice(at + 1)), url: gateway.adminOrigin };
    });
    ready.set(who, { email, cookies });
    return cookies;
  }

  return {
    gateway,
    standIn: standIn.url,
    password,
    async page(who, path = who && '/', { width = 1440, height = 900, colours = 'light', language = 'en' } = {}) {
      browser ??= await openBrowser();
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: colours, locale: language });
      await context.route('**/*', (route) => {
        const url = new URL(route.request().url());
        if (url.origin !== gateway.adminOrigin && !['data:', 'blob:'].includes(url.protocol)) {
          wrongs.push(`asked another host: ${url.origin}`);
          return route.abort();
        }
        return route.continue();
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => wrongs.push(`error: ${error.message}`));
      page.on('console', (message) => {
        // Refusals are answers: the browser writes each into its console.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          wrongs.push(message.text());
      });
      if (who !== undefined) await context.addCookies(await cookiesOf(who));
      if (path !== undefined) await page.goto(gateway.adminOrigin + path);
      return page;
    },
    async signIn(page, who) {
      await cookiesOf(who);
      await page.getByLabel('E-mail').fill(people[who].email);
      await page.locator('input[name=password]').fill(password);
      await page.keyboard.press('Enter');
    },
    axe: axeProblems,
    async close() {
      await browser?.close();
      await cleanUpGateways();
      await standIn.close();
      if (wrongs.length > 0) throw new Error(`pages went wrong:\n${wrongs.join('\n')}`);
    },
  };
}

const nameOf = (who: Who): string => who.slice(0, 1).toUpperCase() + who.slice(1);
