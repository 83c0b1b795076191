import type {
  BlockForm,
  Budget,
  Capabilities,
  Instance,
  Key,
  PolicyDocument,
  PriceVersion,
  Protocol,
  Stickiness,
  Timeouts,
  User,
} from '@tollgate/contract';
import type { ReviewedTexts } from '../risk/reviewed/reviewed-texts.ts';
import type { RuleSet } from '../risk/rule-set.ts';
import type { GrantedBy } from './compile-grants.ts';
import type { NamedGroup } from './groups-by-member.ts';

/** What stays on the secure path after a call that a rule sent there. */
export interface StickinessPolicy {
  /** False when neither the setting nor any rule asks for it: then nothing is looked for. */
  readonly isOn: boolean;
  readonly ttlMs: number;
  /** What the rule of this id asks for: its own, else the setting. */
  of(rule: string): Stickiness;
}

/** The immutable policy, compiled: whatever the hot path asks, answered from memory. Replaced whole on each change. */
export interface Snapshot {
  readonly version: number;
  readonly document: PolicyDocument;
  readonly rules: RuleSet;
  readonly reviewed: ReviewedTexts;
  readonly stickiness: StickinessPolicy;
  /** By `position`. Inactive ones are in it too. */
  readonly models: readonly GovernedModel[];
  /** The key with this SHA-256 of its secret (lower-case hex), whatever its standing; undefined when there is none. */
  keyByHash(hash: string): KeyHolder | undefined;
  /** The model with this `display_name` (trimmed, any case). */
  modelNamed(name: string): GovernedModel | undefined;
  /** The ids of the groups that a user is in, by the groups' names. */
  groupsOf(userId: string): readonly string[];
  /** By which grant the holder may use a model, its standing aside; null without one. */
  grantOf(model: GovernedModel, holder: KeyHolder): GrantedBy | null;
  isGranted(model: GovernedModel, holder: KeyHolder): boolean;
  /** The active budgets that calls of this holder to this model count against; without a model those of any. */
  budgetsOf(holder: KeyHolder, model: GovernedModel | null): readonly Budget[];
}

/** A key with whom it stands for. Whether it is good at a given moment is `authenticate`'s question. */
export interface KeyHolder {
  readonly key: Key;
  readonly user: User;
  /** By name. */
  readonly groups: readonly NamedGroup[];
  readonly instance: Instance | null;
  /** Key before instance before the instance kind's default. */
  readonly blockForm: BlockForm;
}

export interface GovernedModel {
  readonly id: string;
  readonly displayName: string;
  readonly providerModel: string;
  readonly isSecure: boolean;
  readonly isActive: boolean;
  readonly position: number;
  readonly prices: readonly PriceVersion[];
  readonly capabilities: Capabilities;
  readonly upstream: UpstreamTarget;
}

/** Where and how a model is reached. */
export interface UpstreamTarget {
  readonly provider: { readonly id: string; readonly name: string };
  readonly protocol: Protocol;
  readonly isLocal: boolean;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Of Azure's deployments; null elsewhere. */
  readonly apiVersion: string | null;
  /** The secret itself, in memory only; null when none is sent. */
  readonly credential: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly forwardHeaders: ReadonlySet<string>;
  readonly timeouts: Timeouts;
  readonly injectUsage: boolean;
  readonly onCallerLeft: 'cancel' | 'drain';
}

/** Gives the snapshot in force, or none when it was not confirmed for too long (DESIGN section 3). */
export interface PolicySource {
  /** @returns the snapshot, or null when there is none that was confirmed within `TOLLGATE_SNAPSHOT_AGE_MAX_S` */
  current(): Snapshot | null;
}
