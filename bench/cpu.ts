import { readFileSync, readdirSync } from 'node:fs';

/**
 * CPU time of one thread in microseconds. The scheduler's own count (nanoseconds) where the kernel keeps one, else
 * utime + stime (ticks of 10 ms). NaN when the thread is gone.
 */
export function threadCpuUs(pid: number, tid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'utf8').split(' ')[0]) / 1000;
  } catch {
    return ticksUs(`/proc/${pid}/task/${tid}/stat`, false);
  }
}

/** CPU time by the names of a process's threads, in microseconds. */
export function cpuByThread(pid: number): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const tid of readdirSync(`/proc/${pid}/task`)) {
    const name = read(`/proc/${pid}/task/${tid}/comm`)?.trim() ?? 'gone';
    const us = threadCpuUs(pid, Number(tid));
    if (!Number.isNaN(us)) sums[name] = (sums[name] ?? 0) + us;
  }
  return sums;
}

/** CPU time of processes and of children of theirs that have ended, in microseconds. */
export function cpuOfProcesses(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (ticksUs(`/proc/${pid}/stat`, true) || 0), 0);
}

/** All processes below `pid`. */
export function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = Number(/^\d+ \(.*\) \S (\d+)/s.exec(read(`/proc/${entry}/stat`) ?? '')?.[1] ?? -1);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const below = (parent: number): number[] => (children.get(parent) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** Resident memory in bytes, now. */
export function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')?.[1] ?? 0) * 1024;
}

/** utime + stime (and those of ended children); the clock has 100 ticks a second on every Linux that Node runs on. */
function ticksUs(file: string, withChildren: boolean): number {
  const fields = read(file)
    ?.replace(/^\d+ \(.*\) /s, '')
    .split(' ');
  if (!fields) return Number.NaN;
  const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
  return ((utime ?? 0) + (stime ?? 0) + (withChildren ? (cutime ?? 0) + (cstime ?? 0) : 0)) * 10_000;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
