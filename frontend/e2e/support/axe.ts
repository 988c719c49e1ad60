import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axeCore from 'axe-core';

const { source } = createRequire(import.meta.url)('axe-core') as typeof axeCore;

/** What axe finds wrong with the page as it is, a line for each kind. */
export async function faults(page: Page): Promise<string[]> {
  // Not as a script element, which the page's own policy would stop.
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof axeCore };
    // A colour on its way from one to another is judged where it comes to rest.
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 3).map((node) => `${node.target.join(' ')}: ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`);
      return `${id} (${help}), ${nodes.length} ×: ${where.join(' | ')}`;
    });
  });
}
