import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOfReference, requiresNewCredential, resolveCredential } from '../../src/catalog/credentials.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-credentials-'));
  await mkdir(join(folder, 'open'));
  await writeFile(join(folder, 'open', 'key'), 'sk-canary-file\n');
  await writeFile(join(folder, 'open', 'empty'), '\n');
  await writeFile(join(folder, 'closed'), 'sk-canary-closed');
  await symlink(join(folder, 'closed'), join(folder, 'open', 'way-out'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a credential reference', () => {
  test('leads to a variable or a file, without the white space round the secret', () => {
    expect(resolveCredential('env:KEY', { KEY: 'sk-canary' })).toEqual({ secret: 'sk-canary' });
    expect(resolveCredential(`file:${folder}/open/key`, {})).toEqual({ secret: 'sk-canary-file' });
  });

  test.each([
    ['env:KEY', {}, 'the environment variable KEY is not set'],
    ['env:KEY', { KEY: '' }, 'the environment variable KEY is empty'],
    ['env:KEY', { KEY: 'sk-canary\nsecond' }, 'the environment variable KEY holds characters that no header can carry'],
    ['sk-canary', {}, 'must be env:NAME or file:/path'],
    ['file:relative', {}, 'must be env:NAME or file:/path'],
  ])('%s with %o is refused with its name and never its value', (reference, environment, problem) => {
    expect(resolveCredential(reference, environment)).toEqual({ problem });
  });

  test('to a file that is empty or not there names the file', () => {
    expect(resolveCredential(`file:${folder}/open/empty`, {})).toEqual({
      problem: `the file ${folder}/open/empty is empty`,
    });
    expect(resolveCredential(`file:${folder}/none`, {})).toEqual({
      problem: `the file ${folder}/none cannot be read (ENOENT)`,
    });
  });
});

describe('a reference set through the admin API', () => {
  const environmentNames = new Set(['OPENAI_API_KEY', 'TOLLGATE_MASTER_KEY', 'DATABASE_URL', 'PGPASSWORD']);

  test('may name what the operator lists', () => {
    expect(problemOfReference('env:OPENAI_API_KEY', { environmentNames, directory: null })).toBeNull();
  });

  test.each([
    'env:HOME',
    'env:TOLLGATE_MASTER_KEY',
    'env:DATABASE_URL',
    'env:PGPASSWORD',
    'sk-canary',
    'file:/etc/passwd',
  ])('%s is refused, listed or not', (reference) => {
    expect(problemOfReference(reference, { environmentNames, directory: null })).toEqual(expect.any(String));
  });

  test('may name a file below the operator’s folder, and none outside it by whatever way', () => {
    const limits = { environmentNames, directory: join(folder, 'open') };
    expect(problemOfReference(`file:${folder}/open/key`, limits)).toBeNull();
    for (const path of ['open/way-out', 'open/../closed', 'closed', 'open', 'open/none']) {
      expect(problemOfReference(`file:${folder}/${path}`, limits), path).toBe(
        'is not a file below TOLLGATE_CREDENTIAL_DIR',
      );
    }
  });
});

describe('a new address', () => {
  test.each([
    ['https://a.example/v1', 'https://a.example/v2', false],
    ['https://a.example/v1', 'https://a.example:443/v1', false],
    ['https://a.example/v1', 'https://A.example/v1', false],
    ['https://a.example/v1', 'http://a.example/v1', true],
    ['https://a.example/v1', 'https://a.example:8443/v1', true],
    ['https://a.example/v1', 'https://b.example/v1', true],
    ['https://a.example/v1', 'https://a.example.b.example/v1', true],
  ])('from %s to %s needs the credential anew: %s', (before, after, expected) => {
    const credential = 'env:KEY';
    expect(requiresNewCredential({ base_url: before, credential }, { base_url: after })).toBe(expected);
    expect(requiresNewCredential({ base_url: before, credential: null }, { base_url: after })).toBe(false);
  });
});
