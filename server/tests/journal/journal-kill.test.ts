import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '#support/until.ts';
import { FolderInUse, lockFolder } from '../../src/platform/file-lock.ts';
import { adoptOrphans, listOrphans, removeJournal } from '../../src/audit/journal/orphans.ts';
import { openTestJournal, reader, temporaryFolder } from './open-test-journal.ts';
import { numberOf, readAll, sample } from './sample-events.ts';

interface Appending {
  readonly process: ChildProcess;
  readonly id: string;
  readonly acknowledged: number[];
  readonly ended: Promise<unknown>;
}

async function startAppending(root: string): Promise<Appending> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'appending-process.ts'), root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const reading = createInterface(child.stdout).on('line', (line) => lines.push(line));
  const acknowledged: number[] = [];
  reading.on('line', (line) => void (line.startsWith('jrn_') || acknowledged.push(Number(line))));
  const id = await until(() => lines.find((line) => line.startsWith('jrn_')));
  return { process: child, id, acknowledged, ended: once(reading, 'close') };
}

async function kill(appending: Appending): Promise<void> {
  appending.process.kill('SIGKILL');
  await appending.ended;
}

test('whenever the process is killed, every acknowledged event is read back once, in order and without gaps', async () => {
  const root = await temporaryFolder();
  for (let kills = 0; kills < 5; kills++) {
    const appending = await startAppending(root);
    const enough = 1 + Math.floor(Math.random() * 400);
    await until(() => appending.acknowledged.length >= enough);
    await kill(appending);
    const directory = path.join(root, appending.id);
    const events = await readAll(reader(directory));
    const numbers = events.map(numberOf);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(appending.acknowledged.filter((number) => !numbers.includes(number))).toEqual([]);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => BigInt(i + 1)));
    await removeJournal(directory);
  }
});

test('a journal is an orphan exactly when its process is gone, and one process adopts it', async () => {
  const root = await temporaryFolder();
  const appending = await startAppending(root);
  const ours = await openTestJournal({ root });
  await ours.append([sample(1)]);
  expect(await listOrphans(root)).toEqual([]);
  await kill(appending);
  expect(await listOrphans(root)).toEqual([{ id: appending.id, directory: path.join(root, appending.id) }]);
  const adopted = await adoptOrphans(root);
  expect(adopted.map(({ id }) => id)).toEqual([appending.id]);
  expect(await adoptOrphans(root)).toEqual([]);
  await removeJournal(adopted[0]?.directory ?? '');
  await adopted[0]?.lock.release();
  expect(await listOrphans(root)).toEqual([]);
  await ours.close();
  expect((await listOrphans(root)).map(({ id }) => id)).toEqual([ours.id]);
  expect(await listOrphans(path.join(root, 'missing'))).toEqual([]);
});

test('a second holder of a folder is refused with the name of the first, until that one is killed', async () => {
  const folder = path.join(await temporaryFolder(), 'data');
  await mkdir(folder);
  const holder = spawn(
    process.execPath,
    [
      '--input-type=module-typescript',
      '--eval',
      `import { lockFolder } from ${JSON.stringify(import.meta.resolve('../../src/platform/file-lock.ts'))};
       await lockFolder(${JSON.stringify(folder)});
       console.log('held');
       setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  const refusal = lockFolder(folder);
  await expect(refusal).rejects.toThrow(FolderInUse);
  await expect(refusal).rejects.toThrow(`process ${holder.pid} on `);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(`process ${process.pid} on `);
  await lock.release();
  await lock.release();
  await (await lockFolder(folder)).release();
});
