/** Before the gateway starts: builds the console into `console/dist/`, unless what lies there is of these very sources. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = new URL('../console/', import.meta.url).pathname;
const built = path.join(folder, 'dist');
const mark = path.join(built, '.built-from');

/** @returns whether it had to be built */
export async function buildConsole(): Promise<boolean> {
  const hash = await hashOfSources();
  if ((await readFile(mark, 'utf8').catch(() => null)) === hash) return false;
  process.stderr.write('Building the console, once …\n');
  const { build } = await import('vite');
  const before = process.env['NODE_ENV'];
  // The tests' own NODE_ENV would bring React as it is for development: twice as large, and served from then on.
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ root: folder, configFile: path.join(folder, 'vite.config.ts'), logLevel: 'warn' });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
  for (const file of await filesIn(built)) {
    if (/\.(?:js|css|svg)$/.test(file)) await writeFile(`${file}.gz`, gzipSync(await readFile(file), { level: 9 }));
  }
  await writeFile(mark, hash);
  return true;
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const single = [
    'index.html',
    'vite.config.ts',
    'package.json',
    '../package-lock.json',
    '../scripts/build-console.ts',
  ];
  const files = [...(await filesIn(path.join(folder, 'src'))), ...(await filesIn(path.join(folder, 'public')))];
  for (const file of [...files.toSorted(), ...single.map((name) => path.join(folder, name))]) {
    hash.update(`${path.relative(folder, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

if (import.meta.main) {
  // The gateway starts without its console rather than not at all: the code folder may be read-only.
  await buildConsole().catch((error: unknown) => {
    process.stderr.write(`The console could not be built: ${error instanceof Error ? error.message : String(error)}\n`);
  });
}
