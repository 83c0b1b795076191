import type pg from 'pg';
import type { PolicyDocument, PolicyFingerprintSet, Rule } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';
import { createPool } from '../database/pool.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import type { Logger } from '../platform/logger.ts';
import { type CompileRules, compileSnapshot, type SnapshotParts } from './compile-snapshot.ts';
import type { LiveCredentials } from './live-credentials.ts';
import { selectKeyHashes } from './people.queries.ts';
import { policyListener, type PolicyListener } from './policy-listener.ts';
import { selectHeadVersion, selectPolicyDocument } from './policy-versions.queries.ts';
import type { FingerprintSets } from '../risk/fingerprints/fingerprint-set.ts';
import type { RuleSources } from '../risk/rule-set.ts';
import { selectBuiltInRuleSet } from './rules.queries.ts';
import type { PolicySource, Snapshot } from './snapshot.ts';

export interface PolicySourceOptions {
  /** The database. The source keeps two connections of its own, so that a busy pool cannot hold a revocation up. */
  readonly url: string;
  /** After so long without a confirmation nothing is in force: `TOLLGATE_SNAPSHOT_AGE_MAX_S`. */
  readonly ageMaxMs: number;
  readonly credentials: LiveCredentials;
  readonly compileRules: CompileRules;
  /** Opens the sets of fingerprints of a policy, as far as they are there. */
  readonly fingerprints: (database: Queryable, sets: readonly PolicyFingerprintSet[]) => Promise<FingerprintSets>;
  readonly log: Logger;
}

export interface PolicySourceState {
  /** Of the snapshot last compiled, stale or not; null before the first. */
  readonly version: number | null;
  /** When the database last said that this version is the newest. */
  readonly confirmedAt: Date | null;
  /** Why the newest policy may not be in force, for administrators; null when it is. */
  readonly reason: string | null;
  /** Why the snapshot's rules are those of an earlier version; null when they are its own. */
  readonly rulesTrouble: string | null;
  /** Credential references of the snapshot that lead to no secret. */
  readonly unresolvedCredentials: readonly string[];
  /** Files with secrets that cannot be read again: the secrets before are in use. */
  readonly credentialTroubles: readonly string[];
}

export interface LivePolicySource extends PolicySource {
  /** Begins to follow the database. Resolves after the first try, whether it went well or not; never throws. */
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly state: PolicySourceState;
}

/** What the snapshot in force was compiled of. */
type LoadedPolicy = Pick<SnapshotParts, 'keyHashes' | 'builtInRules' | 'fingerprints'> & {
  readonly document: PolicyDocument;
};

const pollEveryMs = 400;
const compileAgainAfterMs = 5000;
const queryTimeoutMs = 3000;

export function createPolicySource(options: PolicySourceOptions): LivePolicySource {
  return new DatabasePolicySource(options);
}

/**
 * Follows the policy in the database. Every 400 ms, and at once when a new version is announced, it asks for the number
 * of the head. The same number confirms the snapshot as of the moment of asking; another is loaded, compiled and swapped
 * in whole. Polling alone keeps the promise of one second, since announcements do not pass every pooler.
 *
 * No answer, or a version that cannot be compiled, leaves the snapshot in force but unconfirmed: calls go on until it is
 * `ageMaxMs` old, then there is none, until a confirmation or a version that compiles. `current` only compares numbers.
 * When it is the rules alone that cannot be compiled, those in force stay, and all else of the version is put in force: a
 * revoked key must not live on because of a rule.
 */
class DatabasePolicySource implements LivePolicySource {
  readonly #options: PolicySourceOptions;
  #pool: pg.Pool | null = null;
  #listener: PolicyListener | null = null;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #isWoken = false;

  #snapshot: Snapshot | null = null;
  #loaded: LoadedPolicy | null = null;
  #confirmedAtMs = Number.NEGATIVE_INFINITY;
  #confirmedAt: Date | null = null;
  #reason: string | null = 'the policy was not loaded yet';
  #unresolvedCredentials: readonly string[] = [];

  #failed: { version: number; againAtMs: number } | null = null;
  #builtInRules: { hash: string; rules: Rule[] } | null = null;
  #ruleSet: { text: string; set: Snapshot['rules'] } | null = null;
  #rulesTrouble: string | null = null;

  constructor(options: PolicySourceOptions) {
    this.#options = options;
  }

  current(): Snapshot | null {
    return performance.now() - this.#confirmedAtMs <= this.#options.ageMaxMs ? this.#snapshot : null;
  }

  get state(): PolicySourceState {
    return {
      version: this.#snapshot?.version ?? null,
      confirmedAt: this.#confirmedAt,
      reason: this.#reason,
      rulesTrouble: this.#rulesTrouble,
      unresolvedCredentials: this.#unresolvedCredentials,
      credentialTroubles: this.#options.credentials.troubles,
    };
  }

  async start(): Promise<void> {
    if (this.#pool) return;
    this.#pool = createPool(this.#options.url, {
      max: 1,
      applicationName: 'tollgate policy',
      connectTimeoutMs: queryTimeoutMs,
      queryTimeoutMs,
    });
    this.#listener = policyListener(this.#options.url, () => this.#wake());
    await this.#run();
  }

  async stop(): Promise<void> {
    const pool = this.#pool;
    this.#pool = null;
    clearTimeout(this.#timer);
    await this.#listener?.stop();
    await this.#running;
    await pool?.end();
  }

  #wake(): void {
    if (this.#running) this.#isWoken = true;
    else void this.#run();
  }

  #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running = this.#poll().finally(() => {
      this.#running = null;
      if (!this.#pool) return;
      const waitMs = this.#isWoken ? 0 : pollEveryMs;
      this.#isWoken = false;
      this.#timer = setTimeout(() => void this.#run(), waitMs);
    });
    return this.#running;
  }

  async #poll(): Promise<void> {
    if (!this.#pool) return;
    const askedAtMs = performance.now();
    const askedAt = new Date();
    try {
      await this.#renewCredentials();
      const version = await selectHeadVersion(this.#pool);
      if (version === 0) return this.#explain('no policy was published yet');
      if (version !== this.#snapshot?.version && !(await this.#load(version, this.#pool))) return;
      this.#confirmedAtMs = askedAtMs;
      this.#confirmedAt = askedAt;
      this.#explain(null);
    } catch (error) {
      this.#explain(`the database does not answer: ${messageOf(error)}`);
    }
  }

  /** @returns whether the version is in force now */
  async #load(version: number, pool: pg.Pool): Promise<boolean> {
    if (this.#failed?.version === version && performance.now() < this.#failed.againAtMs) return false;
    const document = await selectPolicyDocument(pool, version);
    if (!document) throw new Error(`policy version ${version} is not stored`);
    await this.#options.credentials.load(pool);
    const loaded: LoadedPolicy = {
      document,
      keyHashes: await selectKeyHashes(pool),
      builtInRules: await this.#loadBuiltInRules(document.built_in_rules, pool),
      fingerprints: await this.#options.fingerprints(pool, document.fingerprint_sets),
    };
    try {
      this.#putInForce(loaded);
    } catch (error) {
      this.#failed = { version, againAtMs: performance.now() + compileAgainAfterMs };
      this.#explain(`policy version ${version} cannot be put in force: ${messageOf(error)}`);
      return false;
    }
    this.#failed = null;
    this.#options.log.info({ version }, 'policy in force');
    return true;
  }

  /** A secret in a file may change at any time, also while the database is away. */
  async #renewCredentials(): Promise<void> {
    if (!(await this.#options.credentials.haveChanged()) || !this.#loaded) return;
    this.#putInForce(this.#loaded);
    this.#options.log.info({ version: this.#loaded.document.version }, 'credentials read again');
  }

  /** @throws Error when the policy cannot be compiled; the one before stays in force then */
  #putInForce(loaded: LoadedPolicy): void {
    const { document, ...parts } = loaded;
    const unresolved = new Set<string>();
    this.#snapshot = compileSnapshot(document, {
      ...parts,
      credentials: (reference, origin) => {
        const secret = this.#options.credentials.resolve(reference, origin);
        if (secret === null) unresolved.add(reference);
        return secret;
      },
      compileRules: (sources) => this.#compileRules(document, sources),
    });
    this.#loaded = loaded;
    this.#unresolvedCredentials = [...unresolved];
    if (unresolved.size > 0) {
      this.#options.log.error({ credentials: this.#unresolvedCredentials }, 'credential references lead to no secret');
    }
  }

  async #loadBuiltInRules(hash: string, pool: pg.Pool): Promise<Rule[]> {
    if (this.#builtInRules?.hash !== hash) {
      const rules = await selectBuiltInRuleSet(pool, hash);
      if (!rules) throw new Error(`the set of built-in rules ${hash} is not stored`);
      this.#builtInRules = { hash, rules };
    }
    return this.#builtInRules.rules;
  }

  /**
   * Most changes leave the rules alone; then their compiled form stays, with what it remembers.
   * @throws when they cannot be compiled, and none were before
   */
  #compileRules(document: PolicyDocument, sources: RuleSources): Snapshot['rules'] {
    const text = canonicalJson([document.built_in_rules, document.fingerprint_sets, sources.overrides, sources.custom]);
    if (this.#ruleSet?.text === text) {
      this.#rulesTrouble = null;
      return this.#ruleSet.set;
    }
    try {
      this.#ruleSet = { text, set: this.#options.compileRules(sources) };
      this.#rulesTrouble = null;
    } catch (error) {
      if (!this.#ruleSet) throw error;
      this.#rulesTrouble = `the rules of the newest policy cannot be put in force, earlier ones are: ${messageOf(error)}`;
      this.#options.log.error({ reason: this.#rulesTrouble }, 'rules not in force');
    }
    return this.#ruleSet.set;
  }

  #explain(reason: string | null): void {
    if (reason !== this.#reason && reason !== null) this.#options.log.warn({ reason }, 'policy not confirmed');
    this.#reason = reason;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
