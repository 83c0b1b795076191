import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api.ts';

/** What was read is shown at once and read anew when somebody comes back to it. Refusals are not tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What could not be read for want of a gateway is read once there is one again.
      refetchInterval: ({ state: { error } }) => error instanceof ApiProblem && error.status === 0 && 5000,
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiProblem && [0, 502, 503, 504].includes(error.status),
    },
  },
});
