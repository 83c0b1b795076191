type Members = Readonly<Record<string, unknown>>;

/** More tokens than any model takes: a report beyond this is a mistake. */
const countMax = 1_000_000_000;

/** How long something took, and how fast it was: no usage, whatever a server calls it. */
const measurement = /(?:^|_)(?:time|latency|throughput)(?:_|$)|_per_sec/;

export function isReport(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Members within members within members are looked into, those further within are not. */
const depthMax = 4;

/**
 * A provider's report while it is read. A member is named by its path (`prompt_tokens_details.cached_tokens`); those that
 * nobody asked for are unknown, so that none vanishes.
 */
export class UsageReport {
  readonly #members: Members;
  /** Every member by its path: each report is asked for some hundred that it does not have. */
  readonly #values = new Map<string, unknown>();
  /** Paths of the members that somebody asked for. */
  readonly #asked = new Set<string>();
  #isSuspect = false;

  constructor(members: Members) {
    this.#members = members;
    this.#collect(members, '', 1);
  }

  /** Something in it contradicts the rest, or cannot be. */
  get isSuspect(): boolean {
    return this.#isSuspect;
  }

  suspectIf(isSuspect: boolean): void {
    this.#isSuspect ||= isSuspect;
  }

  /** The first of these members that says something, whatever it is; null when none does. */
  read(...paths: readonly string[]): unknown {
    let found: unknown = null;
    for (const path of paths) {
      const value = this.#values.get(path);
      if (value === undefined) continue;
      this.#asked.add(path);
      found ??= value;
    }
    return found;
  }

  /** The same as a count: null too when it can be none (negative, fractional, a text, beyond all sense). */
  count(...paths: readonly string[]): number | null {
    const value = this.read(...paths);
    if (value === null) return null;
    if (Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= countMax) return Number(value);
    // Some SDKs stand an empty object for "not set".
    this.suspectIf(!isReport(value) || Object.keys(value).length > 0);
    return null;
  }

  /** Paths of the members that nobody asked for and that say something. */
  unknownFields(): string[] {
    return this.#unknown(this.#members, '', 1);
  }

  #unknown(members: Members, prefix: string, depth: number): string[] {
    return Object.entries(members).flatMap(([name, value]) => {
      const path = prefix + pathName(name);
      if (this.#asked.has(path) || measurement.test(name) || saysNothing(value)) return [];
      return isReport(value) && depth < depthMax ? this.#unknown(value, `${path}.`, depth + 1) : [path];
    });
  }

  #collect(members: Members, prefix: string, depth: number): void {
    for (const [name, value] of Object.entries(members)) {
      const path = prefix + pathName(name);
      this.#values.set(path, value);
      if (isReport(value) && depth < depthMax) this.#collect(value, `${path}.`, depth + 1);
    }
  }
}

/** A dot in a member's own name is none that parts a path. */
function pathName(name: string): string {
  return name.includes('.') ? name.replaceAll('.', '\\.') : name;
}

function saysNothing(value: unknown): boolean {
  return value === null || value === undefined || value === 0 || value === false || value === '';
}
