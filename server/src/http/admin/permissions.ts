import type { Role } from '@tollgate/contract';

const everyone: readonly Role[] = ['admin', 'auditor', 'member'];
const readers: readonly Role[] = ['admin', 'auditor'];
const admins: readonly Role[] = ['admin'];

/**
 * Who may do what. A route names the one permission it needs. Where members have it, the route shows them what is their
 * own and nothing else (`ownOnly`).
 */
export const permissions = {
  'self:read': everyone,
  'record:read': everyone,
  'views:own': everyone,
  'costs:read': everyone,
  'budgets:read': readers,
  'instances:read': everyone,
  'keys:read': everyone,
  'users:read': readers,
  'access:read': everyone,
  'tokens:read': everyone,
  'tokens:own': everyone,
  'catalogue:read': readers,
  'rules:read': readers,
  'rules:test': readers,
  'rules:backtest': admins,
  'reviews:write': readers,
  'policy:read': readers,
  'log:read': readers,
  'audit:export': readers,
  'audit:verify': readers,
  'policy:change': admins,
  'content:erase': admins,
  'content:hold': admins,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function isPermitted(role: Role, permission: Permission): boolean {
  return permissions[permission].includes(role);
}

export function permissionsOf(role: Role): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => isPermitted(role, permission));
}
