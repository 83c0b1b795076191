import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `npm run console:build` wrote. */
const folder = fileURLToPath(new URL('../../../console/dist/', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Scripts and styles from here alone, no request to anywhere else, in no frame. Styles that a script makes need the nonce. */
const policyFor = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ');

/** A file of the console, or its page for an address that the page itself understands. False when it is neither. */
export async function answerConsoleFile(
  request: IncomingMessage,
  urlPath: string,
  response: ServerResponse,
): Promise<boolean> {
  if (urlPath.startsWith('/api/')) return false;
  const extension = path.extname(urlPath);
  if (extension !== '' && types[extension] !== undefined) return answerFile(request, urlPath, response);
  // Who does not take pages is no browser: a client whose base URL lacks `/v1` is told that there is nothing.
  return request.headers.accept?.includes('text/html') === true ? answerPage(response) : false;
}

async function answerPage(response: ServerResponse): Promise<boolean> {
  const page = await readFile(path.join(folder, 'index.html'), 'utf8').catch(() => null);
  if (page === null) return false;
  const nonce = randomBytes(16).toString('base64');
  response.writeHead(200, {
    ...always,
    'content-type': types['.html'],
    'content-security-policy': policyFor(nonce),
    'cache-control': 'no-store',
  });
  response.end(page.replace('{{nonce}}', nonce));
  return true;
}

async function answerFile(request: IncomingMessage, urlPath: string, response: ServerResponse): Promise<boolean> {
  if (!/^\/[\w-]+(\/[\w.-]+)*\.\w+$/.test(urlPath) || urlPath.includes('..')) return false;
  const file = path.join(folder, urlPath);
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const packed = takesGzip ? await readFile(`${file}.gz`).catch(() => null) : null;
  const content = packed ?? (await readFile(file).catch(() => null));
  if (content === null) return false;
  response.writeHead(200, {
    ...always,
    'content-type': types[path.extname(urlPath)],
    'content-length': content.length,
    vary: 'accept-encoding',
    ...(packed !== null && { 'content-encoding': 'gzip' }),
    // The name of what is built holds its hash.
    'cache-control': urlPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(content);
  return true;
}
