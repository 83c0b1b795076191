import { originOf } from '../../catalog/credentials.ts';
import { naturalName } from '../../catalog/natural-name.ts';
import type { Catalogue } from './catalogue.ts';
import type { GatewayFile } from './gateway-file.ts';

/** What the file cannot do to its providers and groups without doing it to models and grants that are not its own. */
export function conflictsWithOthers(catalogue: Catalogue, file: GatewayFile): string[] {
  return [...conflictsOfProviders(catalogue, file), ...conflictsOfGroups(catalogue, file)];
}

function conflictsOfGroups({ groups, grants, models }: Catalogue, file: GatewayFile): string[] {
  const inFile = new Set(file.groups.map(({ name }) => naturalName(name)));
  const leaving = groups.filter(({ name, managed_by_file }) => managed_by_file && !inFile.has(naturalName(name)));
  return leaving.flatMap(({ id, name }) =>
    grants
      .filter(({ to, managed_by_file }) => !managed_by_file && to.kind === 'group' && to.id === id)
      .map(({ model_id }) => models.find((model) => model.id === model_id)?.display_name ?? model_id)
      .map((model) => `the group ${name} left the file, but a grant that is not from the file gives it ${model}`),
  );
}

function conflictsOfProviders(catalogue: Catalogue, file: GatewayFile): string[] {
  const inFile = new Map(file.providers.map((provider) => [naturalName(provider.name), provider]));
  const ownModels = new Set(file.models.map((model) => naturalName(model.display_name)));
  const others = catalogue.models.filter(
    (model) => !model.managed_by_file && !ownModels.has(naturalName(model.display_name)),
  );
  return others.flatMap((model) => {
    const before = catalogue.providers.find((provider) => provider.id === model.provider_id);
    if (!before) return [];
    const after = inFile.get(naturalName(before.name));
    const subject = `the model ${model.display_name}, which is not from the file,`;
    if (!after && before.managed_by_file) return [`the provider ${before.name} left the file, but ${subject} uses it`];
    const isMoved = after && originOf(after.base_url) !== originOf(before.base_url);
    const isBound = model.credential !== null && model.base_url === null;
    return isMoved && isBound
      ? [`the provider ${before.name} moves, but ${subject} has a credential for its address before`]
      : [];
  });
}
