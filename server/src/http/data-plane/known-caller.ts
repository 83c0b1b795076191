import type { KeyHolder, Snapshot } from '../../catalog/snapshot.ts';
import { authenticate } from '../../journey/authenticate.ts';
import type { Call } from '../../journey/call.ts';
import type { Gateway } from '../../journey/gateway.ts';
import { refuseStranger } from '../../journey/refuse.ts';
import { isRefusal, refusal } from '../../journey/refusal.ts';

export interface KnownCaller {
  readonly policy: Snapshot;
  readonly caller: KeyHolder;
}

/** Who asks, for what is answered from the gateway itself. @returns null after refusing whoever is not known */
export async function knownCaller(call: Call, gateway: Gateway): Promise<KnownCaller | null> {
  const policy = gateway.policy.current();
  const caller = policy ? authenticate(call.headers, policy, call.atMs) : refusal('policy_stale');
  if (policy && !isRefusal(caller)) return { policy, caller };
  if (isRefusal(caller)) await refuseStranger(call, caller, gateway);
  return null;
}
