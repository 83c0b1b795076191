import type { Grant } from '@tollgate/contract';
import { deleteGrant, type GrantRow, insertGrant, updateGrantManaged } from '../../catalog/grants.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Catalogue } from './catalogue.ts';
import type { GatewayFile } from './gateway-file.ts';
import { operation, type Operation } from './operation.ts';
import { idOf } from './plan-people.ts';
import { splitGrantee } from './problems-of-references.ts';

interface Ids {
  readonly models: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
  readonly instances: ReadonlyMap<string, string>;
}

export function planGrants(
  catalogue: Catalogue,
  file: GatewayFile,
  ids: Ids,
): { readonly operations: readonly Operation[]; readonly removals: readonly Operation[] } {
  const existing = new Map(catalogue.grants.map((row) => [textOf(row), row]));
  const wantedTexts = new Set<string>();
  const operations: Operation[] = [];
  for (const wanted of file.grants) {
    const grant: Grant = {
      model_id: idOf(ids.models, wanted.model),
      to: granteeOf(wanted.to, ids),
      managed_by_file: true,
    };
    wantedTexts.add(textOf(grant));
    const row = existing.get(textOf(grant));
    if (row?.managed_by_file) continue;
    const after: GrantRow = { ...grant, id: row?.id ?? newId('grn') };
    const change = {
      action: row ? 'change' : 'create',
      kind: 'grant',
      name: `${wanted.model} to ${wanted.to}`,
    } as const;
    operations.push(
      operation(change, after.id, { before: row ?? null, after }, (transaction) =>
        row ? updateGrantManaged(transaction, after.id, true) : insertGrant(transaction, after),
      ),
    );
  }
  const removals = catalogue.grants
    .filter((row) => row.managed_by_file && !wantedTexts.has(textOf(row)))
    .map((row) => {
      const change = { action: 'remove', kind: 'grant', name: nameOf(row, catalogue) } as const;
      return operation(change, row.id, { before: row, after: null }, (transaction) => deleteGrant(transaction, row.id));
    });
  return { operations, removals };
}

function granteeOf(to: string, ids: Ids): Grant['to'] {
  const [kind, name] = splitGrantee(to);
  if (kind === 'group') return { kind, id: idOf(ids.groups, name) };
  if (kind === 'user') return { kind, id: idOf(ids.users, name) };
  if (kind === 'instance') return { kind, id: idOf(ids.instances, name) };
  return { kind: 'everyone' };
}

function textOf({ model_id, to }: Grant): string {
  return to.kind === 'everyone' ? `${model_id} everyone` : `${model_id} ${to.kind} ${to.id}`;
}

function nameOf({ model_id, to }: Grant, { models, groups, users, instances }: Catalogue): string {
  const model = models.find((one) => one.id === model_id)?.display_name ?? model_id;
  if (to.kind === 'everyone') return `${model} to everyone`;
  const named = to.kind === 'group' ? groups : instances;
  const name =
    to.kind === 'user' ? users.find((one) => one.id === to.id)?.email : named.find((one) => one.id === to.id)?.name;
  return `${model} to ${to.kind}:${name ?? to.id}`;
}
