import type { Rule, Settings } from '@tollgate/contract';
import type { StickinessPolicy } from './snapshot.ts';

/** What the setting and the rules in force ask to be held on the secure path. */
export function compileStickiness(settings: Settings, rules: readonly Rule[]): StickinessPolicy {
  const own = new Map(rules.flatMap(({ id, sticky }) => (sticky === undefined ? [] : [[id, sticky] as const])));
  return Object.freeze({
    isOn: settings.sticky !== 'none' || [...own.values()].some((sticky) => sticky !== 'none'),
    ttlMs: settings.sticky_ttl_s * 1000,
    of: (rule: string) => own.get(rule) ?? settings.sticky,
  });
}
