/** What the admin API takes and answers. Answers hold these fields and no others. */
export * from './administration-log.ts';
export * from './audit.ts';
export * from './costs.ts';
export * from './grants.ts';
export * from './instances.ts';
export * from './invocations.ts';
export * from './keys.ts';
export * from './list.ts';
export * from './me.ts';
export * from './models.ts';
export * from './policy.ts';
export * from './problem.ts';
export * from './providers.ts';
export * from './rules.ts';
export * from './tokens.ts';
export * from './users.ts';
