import type { User } from './queries.ts';

export const roles: readonly User['role'][] = ['member', 'auditor', 'admin'];
