/**
 * How long something may take before its test fails. Nothing else is judged by these: they are the same for all, and long enough for
 * a machine whose processors other programs keep busy. What is promised within a time says so in its test.
 */
export const TEST_MS = 600_000;
/** For what a page shows, and for what a test does in it. */
export const STEP_MS = 60_000;
/** For a server and its database to start for the first time, or to end. */
export const SERVER_MS = 180_000;
