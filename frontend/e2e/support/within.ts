import { STEP_MS } from './limits';

/** What comes, or an error in these words where it does not come in the time that a step may take. */
export async function within<T>(coming: Promise<T>, orElse: string): Promise<T> {
  let limit: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, fail) => (limit = setTimeout(() => fail(new Error(orElse)), STEP_MS)));
  return Promise.race([coming, over]).finally(() => clearTimeout(limit));
}
