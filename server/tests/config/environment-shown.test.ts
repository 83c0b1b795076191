import { expect, test } from 'vitest';
import { environmentShown } from '../../src/config/environment-shown.ts';

const secret = 'a-password-4711';

test.each([
  ['DATABASE_URL', `postgres://gate:${secret}@db.internal:5432/gate`],
  ['DATABASE_URL', `postgres://db.internal/gate?user=gate&password=${secret}`],
  ['DATABASE_URL', `postgres://gate:${secret}@one.internal,two.internal/gate`],
  ['TOLLGATE_EGRESS_PROXY', `http://gate:${secret}@proxy.internal:3128`],
  ['TOLLGATE_ADMIN_TOKEN', secret],
  ['TOLLGATE_MASTER_KEY', secret],
  ['TOLLGATE_OIDC_CLIENT_SECRET', secret],
])('%s is shown as set, and never its secret', (name, value) => {
  const shown = environmentShown({ [name]: value });
  expect(shown.find((one) => one.name === name)?.is_set).toBe(true);
  expect(JSON.stringify(shown)).not.toContain(secret);
});

test('what is no secret is shown as it is, and of a URL where it leads', () => {
  const shown = environmentShown({
    TOLLGATE_REPORT_TIME_ZONE: 'Europe/Berlin',
    DATABASE_URL: `postgres://gate:${secret}@db.internal:5432/gate`,
  });
  const valueOf = (wanted: string): string | null | undefined => shown.find(({ name }) => name === wanted)?.value;
  expect(valueOf('TOLLGATE_REPORT_TIME_ZONE')).toBe('Europe/Berlin');
  expect(valueOf('DATABASE_URL')).toBe('postgres://db.internal:5432/gate');
  expect(valueOf('TOLLGATE_PUBLIC_URL')).toBeNull();
});
