import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until there is an answer. @throws with the explanation when there is none in time */
export async function until<T>(
  ask: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  explain: () => string = () => 'it did not come true',
  patienceMs = 30_000,
): Promise<T> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await wait(20)) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
  }
  throw new Error(explain());
}
