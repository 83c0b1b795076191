import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles } from '@tollgate/contract';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

/**
 * Who is let through to what: a = admin, u = auditor, m = member, n = nobody (no token). Explicit on purpose: a route
 * that is not listed here fails, and so does a line whose route is gone.
 */
const table: Readonly<Record<string, string>> = {
  'GET /api/openapi.json': 'aumn',
  'GET /api/me': 'aum',
  'GET /api/overview': 'aum',
  'GET /api/snippets': 'aum',
  'GET /api/sign-in/options': 'aumn',
  'POST /api/auth/sign-in/email': 'aumn',
  'POST /api/auth/sign-in/social': 'aumn',
  'GET /api/auth/callback/company': 'aumn',
  'POST /api/auth/sign-out': 'aumn',
  'POST /api/auth/change-password': 'aumn',
  'GET /api/auth/list-sessions': 'aumn',
  'POST /api/auth/revoke-session': 'aumn',
  'POST /api/auth/revoke-other-sessions': 'aumn',
  'POST /api/auth/two-factor/enable': 'aumn',
  'POST /api/auth/two-factor/verify-totp': 'aumn',
  'POST /api/auth/two-factor/verify-backup-code': 'aumn',
  'POST /api/auth/two-factor/generate-backup-codes': 'aumn',
  'POST /api/auth/two-factor/disable': 'aumn',
  'GET /api/users': 'au',
  'POST /api/users': 'a',
  'GET /api/users/{id}': 'au',
  'PATCH /api/users/{id}': 'a',
  'POST /api/users/{id}/reset-password': 'a',
  'GET /api/users/{id}/sessions': 'au',
  'DELETE /api/users/{id}/sessions': 'a',
  'DELETE /api/users/{id}/sessions/{session_id}': 'a',
  'GET /api/users/{id}/access': 'aum',
  'GET /api/users/{id}/cost-centres': 'aum',
  'GET /api/cost-centres': 'au',
  'GET /api/cost-centre-assignments': 'au',
  'POST /api/cost-centre-assignments': 'a',
  'DELETE /api/cost-centre-assignments/{id}': 'a',
  'GET /api/groups': 'au',
  'POST /api/groups': 'a',
  'GET /api/groups/{id}': 'au',
  'PATCH /api/groups/{id}': 'a',
  'DELETE /api/groups/{id}': 'a',
  'GET /api/instances': 'aum',
  'POST /api/instances': 'a',
  'GET /api/instances/{id}': 'aum',
  'PATCH /api/instances/{id}': 'a',
  'GET /api/instances/{id}/access': 'aum',
  'GET /api/keys': 'aum',
  'POST /api/keys': 'a',
  'GET /api/keys/{id}': 'aum',
  'PATCH /api/keys/{id}': 'a',
  'POST /api/keys/{id}/rotate': 'a',
  'POST /api/keys/{id}/revoke': 'a',
  'GET /api/tokens': 'aum',
  'POST /api/tokens': 'aum',
  'GET /api/tokens/{id}': 'aum',
  'POST /api/tokens/{id}/revoke': 'aum',
  'GET /api/grants': 'au',
  'POST /api/grants': 'a',
  'DELETE /api/grants/{id}': 'a',
  'GET /api/providers': 'au',
  'POST /api/providers': 'a',
  'GET /api/providers/{id}': 'au',
  'PATCH /api/providers/{id}': 'a',
  'DELETE /api/providers/{id}': 'a',
  'GET /api/provider-presets': 'au',
  'POST /api/providers/test': 'a',
  'POST /api/providers/{id}/test': 'a',
  'POST /api/providers/{id}/discover': 'a',
  'PUT /api/providers/{id}/credential': 'a',
  'POST /api/models/batch': 'a',
  'POST /api/models/preview': 'au',
  'GET /api/models/{id}/secure-path': 'au',
  'POST /api/models/activate': 'a',
  'GET /api/prices/suggestions': 'au',
  'GET /api/prices/catalogue': 'au',
  'PUT /api/prices/catalogue': 'a',
  'GET /api/catalogue-drift': 'au',
  'POST /api/catalogue-drift/check': 'a',
  'PUT /api/models/{id}/credential': 'a',
  'GET /api/models': 'au',
  'POST /api/models': 'a',
  'POST /api/models/reorder': 'a',
  'GET /api/models/{id}': 'au',
  'PATCH /api/models/{id}': 'a',
  'DELETE /api/models/{id}': 'a',
  'GET /api/models/{id}/access': 'au',
  'GET /api/models/{id}/prices': 'au',
  'POST /api/models/{id}/prices': 'a',
  'GET /api/prices': 'au',
  'POST /api/prices/preview': 'au',
  'GET /api/price-corrections': 'au',
  'GET /api/price-corrections/{id}': 'au',
  'DELETE /api/price-corrections/{id}': 'a',
  'GET /api/rules': 'au',
  'GET /api/rule-checks': 'au',
  'POST /api/rules/batch': 'a',
  'POST /api/rules': 'a',
  'POST /api/rules/test': 'au',
  'POST /api/rules/backtest': 'a',
  'GET /api/rules/backtests': 'au',
  'GET /api/rules/backtests/{id}': 'au',
  'DELETE /api/rules/backtests/{id}': 'a',
  'GET /api/rules/statistics': 'au',
  'GET /api/findings': 'au',
  'POST /api/findings/reveal': 'au',
  'GET /api/reviews': 'au',
  'POST /api/reviews': 'au',
  'PATCH /api/reviews/{id}': 'au',
  'DELETE /api/reviews/{id}': 'au',
  'POST /api/reviews/{id}/apply': 'a',
  'GET /api/rules/export': 'au',
  'POST /api/rules/import': 'a',
  'POST /api/rules/{id}/keywords': 'a',
  'GET /api/rules/{id}': 'au',
  'PATCH /api/rules/{id}': 'a',
  'DELETE /api/rules/{id}': 'a',
  'GET /api/settings': 'au',
  'PATCH /api/settings': 'a',
  'GET /api/settings/environment': 'au',
  'GET /api/pins': 'au',
  'GET /api/pins/{id}': 'au',
  'DELETE /api/pins/{id}': 'a',
  'GET /api/reviewed-texts': 'au',
  'POST /api/reviewed-texts': 'a',
  'DELETE /api/reviewed-texts/{id}': 'a',
  'GET /api/fingerprint-sets': 'au',
  'POST /api/fingerprint-sets': 'a',
  'GET /api/fingerprint-sets/{id}': 'au',
  'DELETE /api/fingerprint-sets/{id}': 'a',
  'PUT /api/fingerprint-sets/{id}/values': 'a',
  'GET /api/policy': 'au',
  'GET /api/policy/{version}': 'au',
  'GET /api/administration-log': 'au',
  'GET /api/access-log': 'au',
  'GET /api/audit/checkpoints': 'au',
  'GET /api/audit/export': 'au',
  'GET /api/audit/health': 'au',
  'GET /api/audit/log': 'au',
  'POST /api/audit/verify': 'au',
  'GET /api/audit/verifications': 'au',
  'GET /api/audit/verifications/{id}': 'au',
  'DELETE /api/audit/verifications/{id}': 'au',
  'GET /api/erasures': 'au',
  'POST /api/erasures': 'a',
  'GET /api/legal-holds': 'au',
  'POST /api/legal-holds': 'a',
  'POST /api/legal-holds/{id}/lift': 'a',
  'GET /api/invocations': 'aum',
  'GET /api/invocations/facets': 'aum',
  'GET /api/search/suggestions': 'aum',
  'GET /api/saved-views': 'aum',
  'POST /api/saved-views': 'aum',
  'DELETE /api/saved-views/{id}': 'aum',
  'GET /api/invocations/{request_id}': 'aum',
  'GET /api/invocations/{request_id}/payloads/{name}': 'aum',
  'GET /api/invocations/{request_id}/turn': 'aum',
  'GET /api/invocations/{request_id}/conversation': 'aum',
  'GET /api/invocations/{request_id}/differences': 'aum',
  'POST /api/invocations/{request_id}/reveals': 'aum',
  'GET /api/invocations/{request_id}/cost': 'aum',
  'GET /api/invocations/{request_id}/proof': 'aum',
  'GET /api/traces/{trace_id}': 'aum',
  'GET /api/sessions/{session_id}': 'aum',
  'GET /api/costs/summary': 'aum',
  'GET /api/costs/by/{key}': 'aum',
  'GET /api/budgets': 'au',
  'POST /api/budgets': 'a',
  'GET /api/budgets/{id}': 'au',
  'PATCH /api/budgets/{id}': 'a',
  'DELETE /api/budgets/{id}': 'a',
  'GET /api/budgets/{id}/usage': 'au',
  'GET /api/costs/ledger': 'aum',
  'GET /api/exchange-rates': 'aum',
  'POST /api/exchange-rates': 'a',
};

let api: AdminFixture;
const registered: string[] = [];
beforeAll(async () => {
  api = await createAdminFixture({}, (route) => registered.push(route));
});
afterAll(() => api.close());

test('each route that is registered is in the table, and nothing else', () => {
  expect(registered.toSorted()).toEqual(Object.keys(table).toSorted());
});

/** These look at the session alone, which nobody has here. */
const isOfSession = (route: string): boolean => route.includes(' /api/auth/');

test.each(Object.keys(table).filter(isOfSession))('%s does nothing for a token of any role', async (route) => {
  const [method = '', url = ''] = route.split(' ');
  for (const role of roles) {
    const answer = await api.call(method, url, { token: api.people[role].token, body: {} });
    if (url.endsWith('/callback/company')) expect(answer.headers['location']).toContain('error=');
    else expect(answer.status).toBeOneOf(url.endsWith('/sign-out') ? [200] : [400, 401, 422]);
  }
});

test.each(Object.entries(table).filter(([route]) => !isOfSession(route)))(
  '%s lets through: %s',
  async (route, allowed) => {
    const [method = '', template = ''] = route.split(' ');
    const url = template.replaceAll(/\{\w+\}/g, '1');
    const ask = (token: string | null) =>
      api.call(method, url, { token, ...(method.startsWith('P') ? { body: {} } : {}) });
    for (const role of roles) {
      const letter = role === 'auditor' ? 'u' : role.charAt(0);
      const answer = await ask(api.people[role].token);
      const isRefusedByRole = answer.status === 403 && answer.body.detail === `The role ${role} may not do this.`;
      expect({ role, isRefusedByRole }).toEqual({ role, isRefusedByRole: !allowed.includes(letter) });
      expect(answer.status).not.toBe(401);
      expect(answer.status).toBeLessThan(500);
    }
    expect((await ask(null)).status === 401).toBe(!allowed.includes('n'));
  },
);

test('a route that names no permission does not register', async () => {
  const { guardRoutes } = await import('../../src/http/admin/guard.ts');
  const { default: Fastify } = await import('fastify');
  const app = Fastify();
  guardRoutes(app, api.dependencies);
  expect(() => app.get('/api/forgotten', async () => 'open to all')).toThrow(/names no permission/);
});
