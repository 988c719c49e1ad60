/** Milliseconds until something has happened. */
export async function took(happens: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await happens();
  return Math.round(performance.now() - from);
}

/** Prints a figure beside the test's name. */
export function tell(what: string, ms: number): void {
  console.log(`${what}: ${ms} ms`);
}
