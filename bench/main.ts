/** `npm run bench`: which of the benchmarks. */
const which = process.argv[2];
await(which === 'record' ? import('./record.ts') : which === 'scan' ? import('./scan.ts') : import('./run.ts'));
