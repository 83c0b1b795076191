/** `npm run bench`: which of the benchmarks. */
await(process.argv[2] === 'record' ? import('./record.ts') : import('./run.ts'));
