import type { PolicyDocument } from '@tollgate/contract';
import type { Problem } from '../refusal.ts';
import { namesGroup } from './names-group.ts';

type Ruled = Pick<PolicyDocument, 'groups' | 'custom_rules' | 'rule_overrides'>;

/** Rules for groups that there are not: they would read nobody's calls, and nobody would notice. */
export function problemsOfAudiences({ groups, custom_rules, rule_overrides }: Ruled): Problem[] {
  return [...custom_rules, ...rule_overrides].flatMap(({ id, audience }) =>
    (audience?.groups ?? [])
      .filter((named) => !groups.some((group) => namesGroup(named, group)))
      .map((named) => ({
        field: `rules.${id}.audience.groups`,
        message: `there is no group ${JSON.stringify(named)}`,
      })),
  );
}
