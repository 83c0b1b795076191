import { z } from 'zod';

/** An ISO 4217 code that this runtime knows. */
export const Currency = z
  .string()
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'an ISO 4217 currency code, such as USD');
