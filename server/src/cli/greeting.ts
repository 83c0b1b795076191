import type { FirstAdministrator } from '../administration/sign-in/ensure-first-administrator.ts';
import type { Config } from '../config/config.ts';
import { version } from '../config/version.ts';
import type { Serving } from '../main.ts';

/** What a gateway that has started says: where everything is, and how to get to a first call when nothing is set up. */
export function greeting(serving: Serving, { adminToken }: Pick<Config, 'adminToken'>): string {
  const { origin, adminOrigin, hasModels, firstAdministrator } = serving;
  const access =
    adminToken === null
      ? 'a personal token (npx tollgate token create --user EMAIL)'
      : 'the TOLLGATE_ADMIN_TOKEN that you set';
  return `Tollgate ${version}
  OpenAI clients   base URL ${origin}/v1, with a key (npx tollgate key create --instance NAME --name NAME)
  Admin API        ${adminOrigin}/api, with ${access}
  Console          ${adminOrigin}/
  Health           ${origin}/readyz
${firstAdministrator === null ? '' : firstPassword(firstAdministrator)}${hasModels === false ? firstSteps(origin, adminOrigin) : ''}`;
}

function firstPassword({ email, password }: FirstAdministrator): string {
  return `
  Sign in          ${email}   one-time password ${password}
                   It is shown this once. Another one: npx tollgate admin reset-password
`;
}

function firstSteps(origin: string, adminOrigin: string): string {
  return `
There is no model yet, so no call can be answered. The console leads to a first one: ${adminOrigin}/start
Or by a file:
  1. cp examples/gateway.yaml gateway.yaml      and write into it which providers, models, people and keys you have
  2. stop this with Ctrl-C, set the variables that the file names as env:NAME, and start with it:
     TOLLGATE_CONFIG=gateway.yaml npm start
  3. curl ${origin}/v1/chat/completions -H "authorization: Bearer $CLAW_1_KEY" -H 'content-type: application/json' \\
       -d '{"model":"auto","messages":[{"role":"user","content":"Hello"}]}'
Without a provider at hand, npm run demo shows all of it with a stand-in.
`;
}
