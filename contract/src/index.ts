export * as admin from './admin/index.ts';
export * from './errors.ts';
export * from './invocation.ts';
export * as money from './money.ts';
export type { Decimal } from './money.ts';
export * from './policy.ts';
export * from './rules.ts';
export * from './tool-call-id.ts';
