import type { KeyHolder, Snapshot } from '../../catalog/snapshot.ts';
import type { Call } from '../../journey/call.ts';
import type { Gateway } from '../../journey/gateway.ts';
import { errorBody, errorHeaders } from '../../journey/refuse.ts';
import { refusal } from '../../journey/refusal.ts';
import { sendBody } from '../../journey/respond.ts';
import { knownCaller } from './known-caller.ts';

/**
 * `GET /v1/models` and `GET /v1/models/{id}`: exactly what the caller may use now. In OpenAI's shape (API reference,
 * "Models"), or in Anthropic's ("List Models") for whoever sends `anthropic-version`.
 */
export async function answerModels(id: string | null, call: Call, gateway: Gateway): Promise<void> {
  const known = await knownCaller(call, gateway);
  if (!known) return;
  const models = usableModels(known.policy, known.caller);
  const shape = call.headers['anthropic-version'] === undefined ? openAiShape : anthropicShape;
  if (id === null) return sendJson(call, shape.list(models));
  const wanted = id.trim().toLowerCase();
  const found = models.find((model) => model.id.toLowerCase() === wanted);
  if (found) return sendJson(call, shape.one(found));
  const refused = refusal('model_not_found', { param: 'model' });
  sendBody(call, refused.httpStatus, errorHeaders(refused), errorBody(call, refused));
}

interface ListedModel {
  readonly id: string;
  readonly ownedBy: string;
}

/** `auto`, where it leads somewhere, before the models by `position`. */
function usableModels(policy: Snapshot, caller: KeyHolder): ListedModel[] {
  const granted = policy.models.filter((model) => model.isActive && policy.isGranted(model, caller));
  const listed = granted.map((model) => ({ id: model.displayName, ownedBy: model.upstream.provider.name }));
  return granted.some((model) => !model.isSecure) ? [{ id: 'auto', ownedBy: 'tollgate' }, ...listed] : listed;
}

interface Shape {
  one(model: ListedModel): object;
  list(models: readonly ListedModel[]): object;
}

const openAiShape: Shape = {
  one: ({ id, ownedBy }) => ({ id, object: 'model', created: 0, owned_by: ownedBy }),
  list: (models) => ({ object: 'list', data: models.map(openAiShape.one) }),
};

/** Everything is on the first page. */
const anthropicShape: Shape = {
  one: ({ id }) => ({ type: 'model', id, display_name: id, created_at: '1970-01-01T00:00:00Z' }),
  list: (models) => ({
    data: models.map(anthropicShape.one),
    has_more: false,
    first_id: models[0]?.id ?? null,
    last_id: models.at(-1)?.id ?? null,
  }),
};

function sendJson(call: Call, value: unknown): void {
  sendBody(call, 200, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(value)));
}
