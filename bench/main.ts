/** `npm run bench`: which of the benchmarks. */
const benchmarks = {
  record: () => import('./record.ts'),
  scan: () => import('./scan.ts'),
  console: () => import('./console.ts'),
};
const which = process.argv[2] as keyof typeof benchmarks;
await(benchmarks[which] ?? (() => import('./run.ts')))();
