import type { KeyHolder, Snapshot } from '../../catalog/snapshot.ts';
import { authenticate } from '../../journey/authenticate.ts';
import type { Call } from '../../journey/call.ts';
import type { Gateway } from '../../journey/gateway.ts';
import { envelopeOf, errorHeaders, refuseStranger } from '../../journey/refuse.ts';
import { isRefusal, refusal } from '../../journey/refusal.ts';
import { sendBody } from '../../journey/respond.ts';
import { errorBody } from '../../providers/openai/envelope.ts';

/** `GET /v1/models` and `GET /v1/models/{id}` (OpenAI API reference, "Models"): exactly what the caller may use now. */
export async function answerModels(call: Call, id: string | null, gateway: Gateway): Promise<void> {
  const policy = gateway.policy.current();
  if (!policy) return refuseStranger(call, refusal('policy_stale'), gateway);
  const caller = authenticate(call.headers, policy, call.atMs);
  if (isRefusal(caller)) return refuseStranger(call, caller, gateway);
  const models = usableModels(policy, caller);
  if (id === null) return sendJson(call, { object: 'list', data: models });
  const wanted = id.trim().toLowerCase();
  const found = models.find((model) => model.id.toLowerCase() === wanted);
  if (found) return sendJson(call, found);
  const refused = refusal('model_not_found', { param: 'model' });
  sendBody(call, refused.httpStatus, errorHeaders(refused), errorBody(envelopeOf(refused)));
}

interface ListedModel {
  readonly id: string;
  readonly object: 'model';
  readonly created: number;
  readonly owned_by: string;
}

function usableModels(policy: Snapshot, caller: KeyHolder): ListedModel[] {
  const granted = policy.models.filter((model) => model.isActive && policy.isGranted(model, caller));
  const listed = granted.map((model) => entry(model.displayName, model.upstream.provider.name));
  return granted.some((model) => !model.isSecure) ? [entry('auto', 'tollgate'), ...listed] : listed;
}

function entry(id: string, ownedBy: string): ListedModel {
  return { id, object: 'model', created: 0, owned_by: ownedBy };
}

function sendJson(call: Call, value: unknown): void {
  sendBody(call, 200, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(value)));
}
