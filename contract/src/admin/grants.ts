import { z } from 'zod';
import { Grant } from '../policy.ts';
import { Id, Page, listOf } from './list.ts';

export const GrantView = Grant.extend({ id: Id });
export const GrantList = listOf(GrantView);
export const GrantQuery = z.strictObject({ ...Page, model_id: Id.optional() });

export const GrantCreate = z.strictObject({ model_id: Id, to: Grant.shape.to });
export type GrantCreate = z.infer<typeof GrantCreate>;
