import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../console/public/', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/** A file of the console. False when there is none at this address. */
export async function answerConsoleFile(urlPath: string, response: ServerResponse): Promise<boolean> {
  const name = urlPath === '/' ? 'index.html' : urlPath.slice(1);
  const type = types[path.extname(name)];
  if (!type || !/^[\w-]+(\/[\w-]+)*\.\w+$/.test(name)) return false;
  const content = await readFile(path.join(folder, name)).catch(() => null);
  if (!content) return false;
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  });
  response.end(content);
  return true;
}
