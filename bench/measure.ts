import { cpuByThread, cpuOfProcesses, residentBytes } from './cpu.ts';
import type { LoadOrder, LoadResult } from './load.ts';
import { type Running, runLoad, until } from './processes.ts';

export type Order = Omit<LoadOrder, 'port' | 'key'>;

/** CPU time per call, in microseconds. */
export interface CpuPerCall {
  readonly callPathUs: number;
  /** The journal's thread: part of the call path that runs beside the main thread. */
  readonly journalUs: number;
  /** The shipper's thread, until everything was in the database. */
  readonly shipperUs: number;
  readonly databaseUs: number;
  readonly load: LoadResult;
}

/**
 * Runs a load against a proxy or the gateway and reads how much CPU time its threads took meanwhile. The shipper and the
 * database go on after the last answer: they are read when they have come to rest.
 */
export async function measureCpu(target: Running, order: Order): Promise<CpuPerCall> {
  const before = { threads: {} as Record<string, number>, database: 0 };
  let atEnd: Record<string, number> = {};
  const load = await runLoad(
    { ...order, port: target.port, key: target.key },
    () => {
      before.threads = cpuByThread(target.pid);
      before.database = cpuOfProcesses(target.database());
    },
    () => (atEnd = cpuByThread(target.pid)),
  );
  await atRest(target);
  const rested = cpuByThread(target.pid);
  const perCall = (after: Record<string, number>, isWanted: (thread: string) => boolean): number =>
    Object.keys(after)
      .filter(isWanted)
      .reduce((sum, thread) => sum + (after[thread] ?? 0) - (before.threads[thread] ?? 0), 0) / load.calls;
  const own = ['journal', 'shipper'];
  return {
    callPathUs: perCall(atEnd, (thread) => !own.includes(thread)),
    journalUs: perCall(rested, (thread) => thread === 'journal'),
    shipperUs: perCall(rested, (thread) => thread === 'shipper'),
    databaseUs: (cpuOfProcesses(target.database()) - before.database) / load.calls,
    load,
  };
}

/** Runs a load and watches the resident memory of the process, in bytes at the most. */
export async function measureMemory(target: Running, order: Order): Promise<LoadResult & { residentMax: number }> {
  let residentMax = 0;
  const watch = setInterval(() => (residentMax = Math.max(residentMax, residentBytes(target.pid))), 50);
  try {
    const load = await runLoad({ ...order, port: target.port, key: target.key }, noop, noop);
    return { ...load, residentMax };
  } finally {
    clearInterval(watch);
  }
}

/** Waits until a process and its database use less than 2 % of a core for half a second. */
async function atRest(target: Running): Promise<void> {
  const spent = (): number =>
    Object.values(cpuByThread(target.pid)).reduce((sum, us) => sum + us, 0) + cpuOfProcesses(target.database());
  let last = Number.NEGATIVE_INFINITY;
  let lastAt = performance.now();
  await until(async () => {
    await new Promise((next) => setTimeout(next, 400));
    const [now, nowAt] = [spent(), performance.now()];
    const share = (now - last) / 1000 / (nowAt - lastAt);
    [last, lastAt] = [now, nowAt];
    return share < 0.02;
  }, 60_000);
}

function noop(): void {}
