import { invalid } from './refuse.ts';

/** Whether the secure path would connect to the host of a URL, and why not. */
export type SecureHostAllowed = (url: string) => Promise<{
  readonly allowed: boolean;
  readonly reason?: string;
  /** What it resolves to now. */
  readonly addresses?: readonly string[];
}>;

/**
 * A secure model may see sensitive content, so it must stand where the secure path goes.
 * @throws AdministrationRefusal naming `field`
 */
export async function assertSecureHost(check: SecureHostAllowed, url: string, field: string): Promise<void> {
  const { allowed, reason } = await check(url);
  if (!allowed) {
    throw invalid(field, `the secure path does not connect to this host${reason === undefined ? '' : `: ${reason}`}`);
  }
}
