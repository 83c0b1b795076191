import type { admin, PolicyDocument } from '@tollgate/contract';
import { compileGrants } from '../../catalog/compile-grants.ts';
import { takenByAuto, takenForSensitive } from '../../catalog/taken-model.ts';
import type { Queryable } from '../../database/queryable.ts';
import { invalid } from '../refuse.ts';
import { callerOf, documentInForce } from '../rules/changed-policy.ts';

type Holder = Parameters<ReturnType<typeof compileGrants>>[1];

interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly isSecure: boolean;
}

/** What `auto` would take and where sensitive content would go, by the policy in force and what is not saved of it. */
export async function previewModels(
  database: Queryable,
  request: admin.ModelPreviewRequest,
): Promise<admin.ModelPreview> {
  const document = await documentInForce(database);
  const holder = holderOf(document, request);
  const grantOf = compileGrants(document);
  const isGranted = (model: Candidate): boolean => grantOf(model, holder) !== null;
  const models = candidates(document, request);
  const auto = takenByAuto(models, isGranted) ?? null;
  const sensitive = takenForSensitive(models) ?? null;
  const named = (model: Candidate | null) => model && { id: model.id, name: model.name };
  return {
    policy_version: document.version,
    auto: named(auto),
    sensitive: named(sensitive),
    models: models.map((model) => ({
      id: model.id,
      name: model.name,
      auto: model === auto ? 'taken' : againstAuto(model, isGranted),
      sensitive: model === sensitive ? 'taken' : againstSensitive(model),
    })),
  };
}

function againstAuto(model: Candidate, isGranted: (model: Candidate) => boolean) {
  if (model.isSecure) return 'secure';
  if (!model.isActive) return 'inactive';
  return isGranted(model) ? 'later' : 'not_granted';
}

function againstSensitive({ isSecure, isActive }: Candidate) {
  if (!isSecure) return 'regular';
  return isActive ? 'later' : 'inactive';
}

function candidates(
  { models }: PolicyDocument,
  { order = [], activate, deactivate }: admin.ModelPreviewRequest,
): Candidate[] {
  const places = new Map(order.map((id, index) => [id, index]));
  const placeOf = (id: string): number => places.get(id) ?? order.length;
  return models
    .toSorted((a, b) => a.position - b.position)
    .toSorted((a, b) => placeOf(a.id) - placeOf(b.id))
    .map(({ id, display_name, is_active, is_secure }) => ({
      id,
      name: display_name,
      isActive: activate.includes(id) || (is_active && !deactivate.includes(id)),
      isSecure: is_secure,
    }));
}

/** Nobody in particular has what everyone has. */
const anybody: Holder = {
  user: { id: '', email: '', name: '', role: 'member', is_active: true, managed_by_file: false },
  groups: [],
  instance: null,
};

function holderOf(document: PolicyDocument, { user, instance }: admin.ModelPreviewRequest): Holder {
  if (user === undefined && instance === undefined) return anybody;
  const holder = callerOf(document, { user, instance });
  if ('unknown' in holder) throw invalid(holder.unknown, `there is no such ${holder.unknown}`);
  return holder;
}
