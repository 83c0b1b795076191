import { z } from 'zod';
import { Instance } from '../policy.ts';
import { Id, Page, Revision, listOf } from './list.ts';

export const InstanceView = Instance.extend({ revision: Revision });
export const InstanceList = listOf(InstanceView);
export const InstanceQuery = z.strictObject({ ...Page, owner_id: Id.optional() });

export const InstanceCreate = z.strictObject({
  name: Instance.shape.name,
  kind: Instance.shape.kind.default('generic'),
  owner_id: Id,
  block_form: Instance.shape.block_form.default(null),
});
export type InstanceCreate = z.infer<typeof InstanceCreate>;

export const InstanceChange = z.strictObject({
  name: Instance.shape.name.optional(),
  kind: Instance.shape.kind.optional(),
  owner_id: Id.optional(),
  block_form: Instance.shape.block_form.optional(),
  is_active: z.boolean().optional(),
});
export type InstanceChange = z.infer<typeof InstanceChange>;
