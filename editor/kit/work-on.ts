// Does the same to many things, a few at a time, and gathers what could not be done.
import { ApiProblem } from '../api.ts';

/** What became of it. */
export interface Worked<T> {
  done: number;
  failed: readonly { thing: T; error: unknown }[];
}

const AT_ONCE = 4;

/** Does `work` to each thing. Rejects where the server cannot be reached or nobody is signed in: the rest would fail too. */
export async function workOn<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<Worked<T>> {
  const queue = things.values();
  const failed: { thing: T; error: unknown }[] = [];
  const lane = async (): Promise<void> => {
    for (const thing of queue) {
      try {
        await work(thing);
      } catch (error) {
        if (error instanceof ApiProblem && (error.status === 0 || error.status === 401)) throw error;
        failed.push({ thing, error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return { done: things.length - failed.length, failed };
}
