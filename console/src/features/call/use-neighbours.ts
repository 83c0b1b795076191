import { useQuery } from '@tanstack/react-query';
import { type Neighbours, neighboursIn, neighboursInList } from '../../lib/call-list.ts';
import type { Call } from '../../lib/call-query.ts';
import { runQuery } from '../../lib/run-query.ts';

/** The calls before and after one: in the list that it was opened from, else in its run. */
export function useNeighbours({ request_id, trace_id, user }: Call): Neighbours | null {
  const listed = neighboursInList(request_id);
  const run = useQuery({
    ...runQuery('trace', trace_id ?? '', user?.id),
    enabled: listed === null && trace_id !== null,
  });
  if (listed) return listed;
  return run.data
    ? neighboursIn(
        run.data.items.map((one) => one.request_id),
        request_id,
      )
    : null;
}
