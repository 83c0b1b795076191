/** What of a model decides which one is taken where nobody names one. */
interface Standing {
  readonly isActive: boolean;
  readonly isSecure: boolean;
}

/**
 * What `auto` takes (DESIGN section 4, step 2).
 * @param models by position
 */
export function takenByAuto<Model extends Standing>(
  models: readonly Model[],
  isGranted: (model: Model) => boolean,
): Model | undefined {
  return models.find((one) => one.isActive && !one.isSecure && isGranted(one));
}

/**
 * Where sensitive content goes: the company's decision, so grants are not asked (DESIGN section 4, step 4).
 * @param models by position
 */
export function takenForSensitive<Model extends Standing>(models: readonly Model[]): Model | undefined {
  return models.find((one) => one.isActive && one.isSecure);
}
