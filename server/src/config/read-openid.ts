import { type Role, roles } from '@tollgate/contract';
import type { EnvironmentName } from './environment.ts';

/** The OpenID Connect provider by which people sign in. */
export interface OpenIdConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** What the sign-in page calls it. */
  readonly name: string;
  /** Empty: only users of the policy sign in, with the role that they have. `*` is everybody. */
  readonly roles: readonly { readonly role: Role; readonly group: string }[];
  readonly groupsClaim: string;
  /** Nobody signs in by password. */
  readonly isOnly: boolean;
}

export interface OpenIdReader {
  text(name: EnvironmentName): string | null;
  url(name: EnvironmentName): string | null;
  list(name: EnvironmentName): readonly string[];
  wrong(name: EnvironmentName, problem: string): void;
}

/** Null where no issuer is named. */
export function readOpenId({ text, url, list, wrong }: OpenIdReader): OpenIdConfig | null {
  const issuer = url('TOLLGATE_OIDC_ISSUER');
  const clientId = text('TOLLGATE_OIDC_CLIENT_ID');
  const only = text('TOLLGATE_OIDC_ONLY') ?? '0';
  if (only !== '0' && only !== '1') wrong('TOLLGATE_OIDC_ONLY', `"${only}" is neither 0 nor 1`);
  const byRole = list('TOLLGATE_OIDC_ROLES').flatMap((entry) => {
    const at = entry.indexOf('=');
    const role = roles.find((one) => one === entry.slice(0, at).trim());
    const group = entry.slice(at + 1).trim();
    if (role !== undefined && group !== '') return [{ role, group }];
    wrong('TOLLGATE_OIDC_ROLES', `"${entry}" is not one of ${roles.join(', ')}, a = and the name of a group`);
    return [];
  });
  if (issuer === null) {
    if (only === '1') wrong('TOLLGATE_OIDC_ONLY', 'needs TOLLGATE_OIDC_ISSUER: nobody could sign in');
    return null;
  }
  if (clientId === null) wrong('TOLLGATE_OIDC_CLIENT_ID', 'is needed beside TOLLGATE_OIDC_ISSUER');
  return {
    issuer: issuer.replace(/\/+$/, ''),
    clientId: clientId ?? '',
    clientSecret: text('TOLLGATE_OIDC_CLIENT_SECRET'),
    name: text('TOLLGATE_OIDC_NAME') ?? URL.parse(issuer)?.hostname ?? issuer,
    roles: byRole,
    groupsClaim: text('TOLLGATE_OIDC_GROUPS_CLAIM') ?? 'groups',
    isOnly: only === '1',
  };
}
