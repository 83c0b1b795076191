import { numberOf } from '../../platform/lossless-json.ts';
import type { Losses } from '../interchange/losses.ts';
import type { Options } from '../interchange/prompt.ts';

type Think = boolean | 'low' | 'medium' | 'high';

const ofEffort: Readonly<Record<string, Think>> = {
  none: false,
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'high',
};

/**
 * `think` of a request (docs.ollama.com/capabilities/thinking); models that know no levels take each as yes. What is only
 * nearly meant, as a number of tokens, is noted. Undefined leaves it to the model, which is also what `adaptive` means.
 */
export function thinkOf({ reasoningEffort, reasoningBudget }: Options, losses: Losses): Think | undefined {
  const isOff = reasoningBudget !== undefined && numberOf(reasoningBudget.value) === 0;
  if (reasoningBudget !== undefined && !isOff) losses.drop(reasoningBudget.param);
  if (isOff) return false;
  if (reasoningEffort === undefined) return reasoningBudget === undefined ? undefined : true;
  const { value, param } = reasoningEffort;
  const think = typeof value === 'string' && Object.hasOwn(ofEffort, value) ? ofEffort[value] : undefined;
  if (think === undefined) losses.refuse(param);
  if (think !== false && think !== value) losses.drop(param);
  return think;
}
