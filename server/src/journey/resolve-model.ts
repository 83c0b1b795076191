import type { GovernedModel, KeyHolder, Snapshot } from '../catalog/snapshot.ts';
import { takenByAuto } from '../catalog/taken-model.ts';
import { type Refusal, refusal } from './refusal.ts';

export interface ResolvedModel {
  readonly model: GovernedModel;
  readonly explanation: string;
}

/**
 * The model that the caller asked for, before the content is looked at (DESIGN section 4, steps 2 and 3). Unknown,
 * inactive and not granted get the same answer; only the record holds the reason.
 */
export function resolveModel(requested: string, caller: KeyHolder, policy: Snapshot): ResolvedModel | Refusal {
  const name = requested.trim();
  if (name.toLowerCase() === 'auto') {
    const model = takenByAuto(policy.models, (one) => policy.isGranted(one, caller));
    const grant = model && policy.grantOf(model, caller);
    if (model && grant) {
      return {
        model,
        explanation: `"auto" takes the first active regular model granted to the caller: "${model.displayName}", granted to ${grant.told}.`,
      };
    }
    return refusal('model_not_found', {
      param: 'model',
      message: 'No regular model is available to this key, so "auto" names none. Ask an administrator for a grant.',
      detail: '"auto": no active regular model is granted to the caller',
    });
  }
  const model = policy.modelNamed(name);
  const grant = model ? policy.grantOf(model, caller) : null;
  if (model?.isActive && grant) {
    return { model, explanation: `"${model.displayName}" is active and granted to ${grant.told}.` };
  }
  const detail = !model
    ? 'no model has this name'
    : model.isActive
      ? 'the model is not granted to the caller'
      : 'the model is not active';
  return refusal('model_not_found', { param: 'model', detail });
}
