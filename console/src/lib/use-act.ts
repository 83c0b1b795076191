import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api.ts';

/** Something that changes what the gateway knows: says that it was done, and has everything in sight read anew. */
export function useAct<Input, Result>(
  act: (input: Input) => Promise<Result>,
  { told, onDone }: { readonly told?: string; readonly onDone?: (result: Result) => void } = {},
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    // An answer may hold a secret: nothing of it outlives who asked.
    gcTime: 0,
    onSuccess: async (result) => {
      if (told !== undefined) notifications.show({ message: told });
      onDone?.(result);
      await client.invalidateQueries();
    },
  });
}

/** What is wrong with one field of what was sent; undefined when it is not the reason. */
export function problemAt(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  return error.errors.find((one) => one.field === field)?.message;
}
