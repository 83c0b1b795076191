import type { Group } from '@tollgate/contract';
import { naturalName } from '../../catalog/natural-name.ts';

/** Whether a text, an id or a name in any case, means this group, as `risk/audience.ts` takes it. */
export function namesGroup(text: string, { id, name }: Pick<Group, 'id' | 'name'>): boolean {
  const wanted = naturalName(text);
  return wanted === naturalName(id) || wanted === naturalName(name);
}
