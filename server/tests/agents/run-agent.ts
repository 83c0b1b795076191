import { spawn } from 'node:child_process';

export interface AgentRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command of an agent to its end, with nothing of this process's environment but the path.
 * @throws when it takes longer than it may (two minutes), with what it wrote
 */
export function runAgent(
  command: string,
  args: readonly string[],
  {
    cwd,
    env,
    patienceMs = 120_000,
  }: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly patienceMs?: number },
): Promise<AgentRun> {
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it started ends with it.
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
      reject(new Error(`the agent did not come to an end:\n${stdout}\n${stderr}`));
    }, patienceMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode, stdout, stderr });
    });
  });
}
