import { parseArgs } from 'node:util';
import { startStandIn } from './start-stand-in.ts';

// The stand-in as a process of its own: `node server/src/demo/stand-in/main.ts --port 9100` prints its base URL.
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, host: { type: 'string', default: '127.0.0.1' } },
});
const standIn = await startStandIn({ port: Number(values.port), host: values.host });
process.stdout.write(`${standIn.url}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void standIn.close());
