import { answer, api } from './api.ts';
import { queryClient } from './query-client.ts';

/** Ends the session, and forgets everything that was read in it. */
export async function signOut(): Promise<void> {
  await answer(api.POST('/api/auth/sign-out')).catch(() => undefined);
  queryClient.clear();
}
