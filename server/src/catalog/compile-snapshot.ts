import type { Model, PolicyDocument, Provider, Rule } from '@tollgate/contract';
import type { FingerprintSets } from '../risk/fingerprints/fingerprint-set.ts';
import type { RuleSet, RuleSources } from '../risk/rule-set.ts';
import { compileBudgets } from './compile-budgets.ts';
import { compileGrants } from './compile-grants.ts';
import { compileStickiness } from './compile-stickiness.ts';
import { originOf } from './credentials.ts';
import { groupsByMember, type NamedGroup } from './groups-by-member.ts';
import { naturalName } from './natural-name.ts';
import { withoutReplaced } from './rule-sources.ts';
import type { GovernedModel, KeyHolder, Snapshot, UpstreamTarget } from './snapshot.ts';

/** Compiles rules (`risk/compile.ts`); handed in, since features know each other by type only. */
export type CompileRules = (sources: RuleSources) => RuleSet;

export interface SnapshotParts {
  /** Key id → SHA-256 of its secret, lower-case hex. A key that is not in it cannot be found. */
  readonly keyHashes: ReadonlyMap<string, string>;
  /** The set that `document.built_in_rules` names. */
  readonly builtInRules: readonly Rule[];
  /**
   * Follows a credential reference; null when it leads to no secret for this origin. The model then goes without, and is
   * refused there.
   */
  readonly credentials: (reference: string, origin: string) => string | null;
  readonly compileRules: CompileRules;
  /** The sets that `document.fingerprint_sets` names; none without it. */
  readonly fingerprints?: FingerprintSets;
}

/**
 * Turns a policy document into what the hot path asks. Pure but for `credentials`: the same document gives the same
 * decisions, years later too.
 *
 * @throws Error when the document contradicts itself or a rule cannot be compiled; nothing may then be put in force
 */
export function compileSnapshot(document: PolicyDocument, parts: SnapshotParts): Snapshot {
  const rules = parts.compileRules(
    withoutReplaced({
      builtIn: parts.builtInRules,
      overrides: document.rule_overrides,
      custom: document.custom_rules,
      ...(parts.fingerprints && { fingerprints: parts.fingerprints }),
    }),
  );
  const models = compileModels(document, parts.credentials);
  const modelsByName = uniqueBy(models, (model) => naturalName(model.displayName), 'two models are named');
  const groups = groupsByMember(document.groups);
  const holders = compileHolders(document, groups, parts.keyHashes);
  const groupIds = new Map(Array.from(groups, ([user, own]) => [user, own.map(({ id }) => id)]));
  const grantOf = compileGrants(document);
  return Object.freeze({
    version: document.version,
    document,
    rules,
    reviewed: { hashes: new Set(document.reviewed_texts.map(({ hash }) => hash)) },
    stickiness: compileStickiness(document.settings, rules.rules),
    models,
    keyByHash: (hash: string) => holders.get(hash),
    modelNamed: (name: string) => modelsByName.get(naturalName(name)),
    groupsOf: (userId: string) => groupIds.get(userId) ?? [],
    grantOf,
    isGranted: (model: GovernedModel, holder: KeyHolder) => grantOf(model, holder) !== null,
    budgetsOf: compileBudgets(document),
  });
}

function compileModels(document: PolicyDocument, credentials: SnapshotParts['credentials']): GovernedModel[] {
  const providers = new Map(document.providers.map((provider) => [provider.id, provider]));
  return document.models
    .map((model) => {
      const provider = providers.get(model.provider_id);
      if (!provider) throw new Error(`the model ${model.display_name} has no provider`);
      return Object.freeze({
        id: model.id,
        displayName: model.display_name,
        providerModel: model.provider_model,
        isSecure: model.is_secure,
        isActive: model.is_active,
        position: model.position,
        prices: model.prices,
        capabilities: model.capabilities,
        upstream: compileTarget(model, provider, credentials),
      });
    })
    .toSorted((a, b) => a.position - b.position);
}

/** The provider's credential and headers go to the provider's origin only, not to a model's own address elsewhere. */
function compileTarget(model: Model, provider: Provider, credentials: SnapshotParts['credentials']): UpstreamTarget {
  const baseUrl = model.base_url ?? provider.base_url;
  const isAtProvider = originOf(baseUrl) === originOf(provider.base_url);
  const reference = model.credential ?? (isAtProvider ? provider.credential : null);
  return Object.freeze({
    provider: { id: provider.id, name: provider.name },
    protocol: provider.protocol,
    isLocal: provider.kind === 'local',
    baseUrl: baseUrl.replace(/\/+$/, ''),
    apiVersion: provider.api_version,
    credential: reference === null ? null : credentials(reference, originOf(baseUrl)),
    headers: isAtProvider ? provider.headers : {},
    forwardHeaders: new Set(provider.forward_headers.map((name) => name.toLowerCase())),
    timeouts: provider.timeouts,
    injectUsage: provider.inject_usage,
    onCallerLeft: provider.on_caller_left,
  });
}

function compileHolders(
  document: PolicyDocument,
  groups: ReadonlyMap<string, readonly NamedGroup[]>,
  hashes: ReadonlyMap<string, string>,
): Map<string, KeyHolder> {
  const users = new Map(document.users.map((user) => [user.id, user]));
  const instances = new Map(document.instances.map((instance) => [instance.id, instance]));
  const holders = new Map<string, KeyHolder>();
  for (const key of document.keys) {
    const user = users.get(key.user_id);
    if (!user) throw new Error(`the key ${key.name} has no user`);
    const instance = key.instance_id === null ? null : instances.get(key.instance_id);
    if (instance === undefined) throw new Error(`the key ${key.name} has no instance`);
    const hash = hashes.get(key.id);
    if (hash === undefined) continue;
    const kindForm = instance?.kind === 'openclaw' ? 'message' : 'error';
    holders.set(
      hash,
      Object.freeze({
        key,
        user,
        groups: groups.get(user.id) ?? [],
        instance,
        blockForm: key.block_form ?? instance?.block_form ?? kindForm,
      }),
    );
  }
  return holders;
}

function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string, problem: string): Map<string, T> {
  const found = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (found.has(key)) throw new Error(`${problem} ${key}`);
    found.set(key, item);
  }
  return found;
}
