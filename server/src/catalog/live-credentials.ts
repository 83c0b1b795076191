import { stat } from 'node:fs/promises';
import type { Queryable } from '../database/queryable.ts';
import { resolveCredential } from './credentials.ts';

/** The secrets that are kept in the database, by reference, each with the one origin that it may be sent to. */
export type StoredCredentials = ReadonlyMap<string, { readonly origin: string; readonly secret: string }>;

/** Follows credential references for as long as a policy is in force: secrets in files change under their reference. */
export interface LiveCredentials {
  /** Reads what is stored. Call it before a policy is compiled that may refer to something new. */
  load(database: Queryable): Promise<void>;
  /** @returns null where there is no usable secret for this origin */
  resolve(reference: string, origin: string): string | null;
  /** Whether a file that was asked for holds another usable secret by now. */
  haveChanged(): Promise<boolean>;
  /** Files whose newest content is no secret, so that the one before is in use still. */
  readonly troubles: readonly string[];
}

interface WatchedFile {
  /** What tells one content from another: device, inode, size and times. */
  stamp: string;
  secret: string | null;
  trouble: string | null;
}

/**
 * `env:` is read once per process, `file:` again whenever the file is another one (Kubernetes swaps a symbolic link), and
 * `stored:` out of the database.
 */
export function createLiveCredentials(
  environment: Readonly<Record<string, string | undefined>>,
  loadStored: (database: Queryable) => Promise<StoredCredentials> = async () => new Map(),
): LiveCredentials {
  const files = new Map<string, WatchedFile>();
  let stored: StoredCredentials = new Map();

  /** @returns whether another secret is in use now */
  const readFile = (reference: string, stamp: string): boolean => {
    const before = files.get(reference)?.secret ?? null;
    const resolved = resolveCredential(reference, environment);
    const secret = 'secret' in resolved ? resolved.secret : before;
    const trouble =
      'problem' in resolved && before !== null ? `${resolved.problem}: the secret before is in use` : null;
    files.set(reference, { stamp, secret, trouble });
    return secret !== before;
  };

  return {
    async load(database) {
      stored = await loadStored(database);
    },
    resolve(reference, origin) {
      if (reference.startsWith('stored:')) {
        const credential = stored.get(reference);
        return credential?.origin === origin ? credential.secret : null;
      }
      if (!reference.startsWith('file:')) {
        const resolved = resolveCredential(reference, environment);
        return 'secret' in resolved ? resolved.secret : null;
      }
      // No stamp yet: the next look reads it again, so nothing that is written in between is missed.
      if (!files.has(reference)) readFile(reference, '');
      return files.get(reference)?.secret ?? null;
    },
    async haveChanged() {
      let changed = false;
      for (const [reference, file] of files) {
        const stamp = await stampOf(reference.slice('file:'.length));
        if (stamp !== file.stamp && readFile(reference, stamp)) changed = true;
      }
      return changed;
    },
    get troubles() {
      return [...files.values()].flatMap(({ trouble }) => trouble ?? []);
    },
  };
}

async function stampOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch {
    return 'not there';
  }
}
