import {
  admin,
  BlockForm,
  Group,
  Instance,
  Key,
  Model,
  priceFields,
  PriceVersion,
  Provider,
  type Rule,
  type RuleOverride,
  Settings,
  Timeouts,
  User,
} from '@tollgate/contract';
import { z } from 'zod';
import { FileBudget } from './file-budget.ts';
import { presetNamed, presets } from '../../providers/presets.ts';
import { isCredentialReference } from '../../catalog/credentials.ts';

/**
 * What a `gateway.yaml` may say, section by section (docs/reference/configuration.md). Fields that it does not know are
 * errors: a misspelt one would otherwise be a setting that silently is not there.
 */

/** The text itself stays out of messages: it may be a secret in the wrong place. */
const Reference = z.string().refine(isCredentialReference, 'must be env:NAME or file:/path');

function isAfter(later: string | null, earlier: string | undefined): boolean {
  return later === null || earlier === undefined || Date.parse(later) > Date.parse(earlier);
}

/** A section that is there without content is an empty one. */
function section<T extends z.ZodType>(entry: T) {
  return z.preprocess((value) => value ?? [], z.array(entry));
}

const FileTimeouts = z.strictObject(Timeouts.shape);

const FileProvider = z.preprocess(
  withPreset,
  z
    .strictObject({
      preset: z.enum(presets.map(({ id }) => id)).optional(),
      name: Provider.shape.name.trim(),
      protocol: Provider.shape.protocol,
      kind: Provider.shape.kind.default('hosted'),
      base_url: Provider.shape.base_url,
      api_version: Provider.shape.api_version,
      credential: Reference.optional(),
      headers: Provider.shape.headers.default({}),
      forward_headers: Provider.shape.forward_headers.default([]),
      timeouts: FileTimeouts.prefault({}),
      inject_usage: z.boolean().default(true),
      on_caller_left: Provider.shape.on_caller_left.default('cancel'),
    })
    .transform(({ preset: _, ...provider }) => provider),
);
/** In force from `valid_from` on; left out, from when the file is applied, or from the beginning for the first one. */

/** What the preset knows, in the place of what is left out. */
function withPreset(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('preset' in entry)) return entry;
  const preset = presetNamed(String(entry.preset));
  if (!preset) return entry;
  const { name, protocol, kind, base_url, inject_usage, headers } = preset;
  return { name, protocol, kind, ...(base_url !== '' && { base_url }), inject_usage, headers, ...entry };
}

const FilePrices = z
  .strictObject({
    valid_from: PriceVersion.shape.valid_from.optional(),
    valid_to: PriceVersion.shape.valid_to,
    ...priceFields,
  })
  .refine(({ valid_from, valid_to }) => isAfter(valid_to, valid_from), {
    path: ['valid_to'],
    message: 'must be after `valid_from`',
  });

const FileModel = z.strictObject({
  display_name: Model.shape.display_name,
  provider: z.string(),
  provider_model: Model.shape.provider_model,
  is_secure: z.boolean().default(false),
  is_active: z.boolean().default(true),
  base_url: Model.shape.base_url.unwrap().optional(),
  credential: Reference.optional(),
  capabilities: Model.shape.capabilities,
  prices: FilePrices.optional(),
});

const FileUser = z.strictObject({
  email: User.shape.email,
  name: User.shape.name.optional(),
  role: User.shape.role.default('member'),
});

const FileGroup = z.strictObject({
  name: Group.shape.name,
  members: z.array(z.string()).default([]),
});

const FileInstance = z.strictObject({
  name: Instance.shape.name.trim(),
  kind: Instance.shape.kind.default('generic'),
  owner: z.string(),
  block_form: BlockForm.optional(),
});

const FileKey = z.strictObject({
  name: Key.shape.name.trim(),
  instance: z.string().optional(),
  user: z.string().optional(),
  secret: Reference,
  expires_at: z.iso.datetime({ offset: true }).optional(),
  include_usage: Key.shape.include_usage.default('requested'),
  block_form: BlockForm.optional(),
});

const FileGrant = z.strictObject({
  model: z.string(),
  to: z
    .string()
    .regex(/^(everyone|(user|group|instance):.+)$/, 'must be everyone, group:NAME, user:EMAIL or instance:NAME'),
});

const FileCostCentre = z.strictObject({
  name: admin.CostCentreName,
  from: admin.Day,
  users: z.array(z.string()).default([]),
  groups: z.array(z.string()).default([]),
});

/** What is left out is as without a file. */
const FileSettings = z.strictObject(Settings.partial().shape);

export const GatewayFileText = z.strictObject({
  providers: section(FileProvider),
  models: section(FileModel),
  users: section(FileUser),
  groups: section(FileGroup),
  instances: section(FileInstance),
  keys: section(FileKey),
  grants: section(FileGrant),
  /** Read by `readRules`, since the built-in rules tell which of the two kinds one is. */
  rules: section(z.unknown()),
  cost_centres: section(FileCostCentre),
  budgets: section(FileBudget),
  settings: FileSettings.nullish(),
});
export type GatewayFileText = z.infer<typeof GatewayFileText>;

/** A file that holds together: every name it refers to is in it, every rule can be compiled. */
export interface GatewayFile {
  readonly providers: readonly z.infer<typeof FileProvider>[];
  /** In the order of their `position`. */
  readonly models: readonly z.infer<typeof FileModel>[];
  readonly users: readonly z.infer<typeof FileUser>[];
  readonly groups: readonly z.infer<typeof FileGroup>[];
  readonly instances: readonly z.infer<typeof FileInstance>[];
  readonly keys: readonly z.infer<typeof FileKey>[];
  readonly grants: readonly z.infer<typeof FileGrant>[];
  readonly cost_centres: readonly z.infer<typeof FileCostCentre>[];
  readonly budgets: readonly FileBudget[];
  readonly rules: { readonly overrides: readonly RuleOverride[]; readonly custom: readonly Rule[] };
  readonly settings?: z.infer<typeof FileSettings> | null | undefined;
}
export type FilePrices = z.infer<typeof FilePrices>;
