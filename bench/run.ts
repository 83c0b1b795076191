/**
 * `npm run bench`: the table of goals, with today's figures. Everything runs on this machine in one go: a bare proxy and
 * a real gateway, each on a core of its own (the same one), in turns; upstream, load and database on the other.
 *   npm run bench            about three minutes
 *   npm run bench -- quick   a tenth of the calls, to see that it works
 *   npm run bench -- record  the record alone, with 1,000,000 invocations: bench/record.ts
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { measureDisk } from './disk.ts';
import { type CpuPerCall, measureCpu, measureMemory, type Order } from './measure.ts';
import { cores, type Running, type RunningGateway, startGateway, startServer } from './processes.ts';
import { type Row, table } from './table.ts';
import type { Work } from './workload.ts';

const only = process.argv.slice(2);
const share = only.includes('quick') ? 0.1 : 1;
const withGateway = !only.includes('bare');
const rounds = share < 1 ? 1 : 3;

const works: readonly { name: string; work: Work; count: number; goal: number }[] = [
  { name: 'chat of 1 KB', work: 'chat', count: 8000, goal: 2.5 },
  { name: 'agent turn of 200 KB, history seen before', work: 'agent-turn', count: 1500, goal: 2 },
  { name: 'stream of 50 chunks', work: 'stream', count: 1500, goal: 2 },
];

const upstream = await startServer('upstream.ts', [], cores?.others);
const running: Running[] = [upstream];
try {
  const bare = await startServer('bare-proxy.ts', [`http://127.0.0.1:${upstream.port}`], cores?.measured);
  running.push(bare);
  const gateway = withGateway ? await startGateway(upstream.port) : null;
  if (gateway) running.push(gateway);
  const rows: Row[] = [];
  for (const { name, work, count, goal } of works) {
    const order = { work, inFlight: 32, warmUp: Math.ceil(count * share * 0.3), count: Math.ceil(count * share) };
    rows.push(...(await cpuRows(name, goal, order, bare, gateway)));
  }
  rows.push(...(await latencyRows(bare, gateway)));
  rows.push(...(await streamRows(bare, gateway)));
  const placing = cores
    ? `measured on core ${cores.measured}, all else on core ${cores.others}`
    : 'not pinned (no taskset)';
  process.stdout.write(
    `\n${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}, ${placing}\n\n${table(rows)}\n`,
  );
} finally {
  for (const one of running.toReversed()) await one.stop();
}

/** The bare proxy and the gateway in turns; the median of the rounds counts. */
async function cpuRows(
  name: string,
  goal: number,
  order: Order,
  bare: Running,
  gateway: RunningGateway | null,
): Promise<Row[]> {
  const bareUs: number[] = [];
  const ours: CpuPerCall[] = [];
  for (let round = 0; round < rounds; round++) {
    progress(`${name}, round ${round + 1} of ${rounds}`);
    bareUs.push(checked(await measureCpu(bare, order)).callPathUs);
    if (gateway) ours.push(checked(await measureCpu(gateway, order)));
  }
  const base = median(bareUs);
  if (!gateway) return [{ work: name, goal: '', figure: `bare proxy ${us(base)}`, ratio: '', holds: null }];
  const part = (read: (cpu: CpuPerCall) => number): number => median(ours.map(read));
  const callPath = part((cpu) => cpu.callPathUs + cpu.journalUs);
  const shipper = part((cpu) => cpu.shipperUs);
  const sum = callPath + shipper;
  return [
    {
      work: name,
      goal: `≤ ${goal} × the bare proxy's CPU`,
      figure: `${us(sum)} = call path ${us(callPath)} (its journal ${us(part((cpu) => cpu.journalUs))}) + shipper ${us(shipper)}; bare ${us(base)}; PostgreSQL beside ${us(part((cpu) => cpu.databaseUs))}`,
      ratio: `${(sum / base).toFixed(2)} (call path ${(callPath / base).toFixed(2)})`,
      holds: sum <= goal * base,
    },
  ];
}

async function latencyRows(bare: Running, gateway: RunningGateway | null): Promise<Row[]> {
  const perSecond = 200;
  const order: Order = { work: 'chat', inFlight: 64, warmUp: 200, count: Math.ceil(3000 * share), perSecond };
  progress(`latency at ${perSecond} requests/s`);
  const folder = gateway ? gateway.dataDir : mkdtempSync(path.join(tmpdir(), 'tollgate-bench-'));
  const disk = measureDisk(folder);
  const base = checked(await measureCpu(bare, order)).load.latencyMs;
  const probe: Row = {
    work: 'disk: fdatasync of 4 KB',
    goal: '',
    figure: `p50 ${ms(disk.p50)}, p99 ${ms(disk.p99)}`,
    ratio: '',
    holds: null,
  };
  if (!gateway) {
    rmSync(folder, { recursive: true });
    return [
      probe,
      {
        work: 'latency at 200 requests/s',
        goal: '',
        figure: `bare p50 ${ms(base.p50)}, p99 ${ms(base.p99)}`,
        ratio: '',
        holds: null,
      },
    ];
  }
  const ours = checked(await measureCpu(gateway, order)).load.latencyMs;
  const added = { p50: ours.p50 - base.p50, p99: ours.p99 - base.p99 };
  const p50Max = 2 * disk.p50 + 0.4;
  return [
    probe,
    {
      work: 'added latency at 200 requests/s, p50',
      goal: `≤ 2 × fdatasync + 0.4 ms = ${ms(p50Max)}`,
      figure: `${ms(added.p50)} (${ms(ours.p50)} against ${ms(base.p50)})`,
      ratio: '',
      holds: added.p50 <= p50Max,
    },
    {
      work: 'added latency at 200 requests/s, p99',
      goal: '≤ 5 ms',
      figure: `${ms(added.p99)} (${ms(ours.p99)} against ${ms(base.p99)})`,
      ratio: '',
      holds: added.p99 <= 5,
    },
  ];
}

async function streamRows(bare: Running, gateway: RunningGateway | null): Promise<Row[]> {
  const order: Order = {
    work: 'stream',
    inFlight: 500,
    warmUp: 0,
    count: Math.ceil(1000 * Math.max(share, 0.5)),
    pauseMs: 200,
  };
  progress('500 streams at once');
  const base = await measureMemory(bare, order);
  const baseDelay = base.chunkDelayMs?.max ?? Number.NaN;
  if (!gateway)
    return [
      {
        work: '500 streams at once',
        goal: '',
        figure: `bare: longest delay of a chunk ${ms(baseDelay)}`,
        ratio: '',
        holds: null,
      },
    ];
  const ours = await measureMemory(gateway, order);
  if (ours.failed > 0) throw new Error(`${ours.failed} streams failed: ${ours.firstFailure}`);
  const delay = ours.chunkDelayMs ?? { p50: Number.NaN, p99: Number.NaN, max: Number.NaN };
  const mebibytes = ours.residentMax / 1024 ** 2;
  return [
    {
      work: '500 streams at once, memory',
      goal: '< 400 MiB',
      figure: `${mebibytes.toFixed(0)} MiB at the most`,
      ratio: '',
      holds: mebibytes < 400,
    },
    {
      work: '500 streams at once, a chunk held up',
      goal: '≤ 50 ms',
      figure: `${ms(delay.max)} at the most, p99 ${ms(delay.p99)}; bare ${ms(baseDelay)} at the most`,
      ratio: '',
      holds: delay.max <= 50,
    },
  ];
}

/** A figure of calls that failed, or on which policy acted, would be a figure of something else. */
function checked(cpu: CpuPerCall): CpuPerCall {
  if (cpu.load.failed > 0) throw new Error(`${cpu.load.failed} calls failed, the first with: ${cpu.load.firstFailure}`);
  const { none = 0, passed = 0, ...others } = cpu.load.decisions;
  if (Object.keys(others).length > 0 || (none > 0 && passed > 0)) {
    throw new Error(`the gateway decided ${JSON.stringify(cpu.load.decisions)}, which was not to be measured`);
  }
  return cpu;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function us(value: number): string {
  return `${value.toFixed(0)} µs`;
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

function progress(text: string): void {
  process.stderr.write(`… ${text}\n`);
}
