import { problemsOfBudget } from '../../catalog/budget-problems.ts';
import { problemsOfModel, problemsOfProvider } from '../../catalog/catalogue-problems.ts';
import { naturalName } from '../../catalog/natural-name.ts';
import type { FilePath } from './file-problem.ts';
import { splitScope } from './file-budget.ts';
import type { GatewayFileText } from './gateway-file.ts';

interface Found {
  readonly path: FilePath;
  readonly message: string;
}

/** What no field shows alone: names that are there twice, names that lead nowhere, and what an entry must not be. */
export function problemsOfReferences(file: GatewayFileText): Found[] {
  const found: Found[] = [];
  const report = (path: FilePath, message: string): void => void found.push({ path, message });

  const providers = unique('providers', 'name', file.providers, (one) => one.name, report);
  const models = unique('models', 'display_name', file.models, (one) => one.display_name, report);
  const users = unique('users', 'email', file.users, (one) => one.email, report);
  const groups = unique('groups', 'name', file.groups, (one) => one.name, report);
  const instances = unique('instances', 'name', file.instances, (one) => one.name, report);
  const keys = unique('keys', 'name', file.keys, (one) => one.name, report);
  unique('budgets', 'name', file.budgets, (one) => one.name, report);
  unique('grants', 'to', file.grants, (one) => `${naturalName(one.model)} ${naturalName(one.to)}`, report);

  const mustBe = (names: ReadonlySet<string>, name: string, path: FilePath, kind: string): void => {
    if (!names.has(naturalName(name))) report(path, `there is no ${kind} of this name in the file`);
  };
  file.providers.forEach((provider, index) => {
    for (const { path, message } of problemsOfProvider(provider)) report(['providers', index, ...path], message);
  });
  file.models.forEach((model, index) => {
    mustBe(providers, model.provider, ['models', index, 'provider'], 'provider');
    const problems = problemsOfModel({ display_name: model.display_name, base_url: model.base_url ?? null });
    for (const { path, message } of problems) report(['models', index, ...path], message);
  });
  file.groups.forEach(({ members }, index) => {
    members.forEach((email, at) => mustBe(users, email, ['groups', index, 'members', at], 'user'));
  });
  file.instances.forEach((instance, index) => {
    mustBe(users, instance.owner, ['instances', index, 'owner'], 'user');
  });
  file.keys.forEach((key, index) => {
    if (key.instance !== undefined) mustBe(instances, key.instance, ['keys', index, 'instance'], 'instance');
    if (key.user !== undefined) mustBe(users, key.user, ['keys', index, 'user'], 'user');
    if ((key.instance === undefined) === (key.user === undefined)) {
      report(['keys', index], 'a key names either an instance or, bound to none, a user');
    }
  });
  file.grants.forEach((grant, index) => {
    mustBe(models, grant.model, ['grants', index, 'model'], 'model');
    const [kind, name] = splitGrantee(grant.to);
    if (kind === 'group') mustBe(groups, name, ['grants', index, 'to'], 'group');
    if (kind === 'user') mustBe(users, name, ['grants', index, 'to'], 'user');
    if (kind === 'instance') mustBe(instances, name, ['grants', index, 'to'], 'instance');
  });
  const assigned = new Set<string>();
  file.cost_centres.forEach((centre, index) => {
    for (const [section, names, kind] of [
      ['users', users, 'user'],
      ['groups', groups, 'group'],
    ] as const) {
      centre[section].forEach((name, at) => {
        const path = ['cost_centres', index, section, at];
        mustBe(names, name, path, kind);
        const assignment = `${kind} ${naturalName(name)} ${centre.from}`;
        if (assigned.has(assignment)) report(path, 'is assigned twice from this day on');
        assigned.add(assignment);
      });
    }
  });
  const named = { key: keys, user: users, group: groups, instance: instances, model: models };
  file.budgets.forEach((budget, index) => {
    const [kind, name] = splitScope(budget.for);
    if (kind !== 'everyone') mustBe(named[kind], name, ['budgets', index, 'for'], kind);
    const scope = { kind, id: name, each: budget.each };
    for (const { path, message } of problemsOfBudget({ ...budget, scope }, null)) {
      report(['budgets', index, ...path.filter((part) => part !== 'scope')], message);
    }
  });
  return found;
}

/** `user:ada@example.com` → `['user', 'ada@example.com']`; `everyone` → `['everyone', '']`. */
export function splitGrantee(to: string): [kind: string, name: string] {
  const separator = to.indexOf(':');
  return separator < 0 ? [to, ''] : [to.slice(0, separator), to.slice(separator + 1)];
}

function unique<T>(
  section: string,
  field: string,
  entries: readonly T[],
  nameOf: (entry: T) => string,
  report: (path: FilePath, message: string) => void,
): Set<string> {
  const names = new Set<string>();
  entries.forEach((entry, index) => {
    const name = naturalName(nameOf(entry));
    if (names.has(name)) report([section, index, field], 'is there twice');
    names.add(name);
  });
  return names;
}
