import { z } from 'zod';

/** The answer of what was deleted. */
export const nothing = { 204: z.undefined().describe('Done; there is nothing to say.') };
