import { type Locator, type Page, expect } from '@playwright/test';

/** What somebody is in the middle of. */
interface Middle {
  held: Element | null;
  marked: string;
  lists: (readonly [Element, number])[];
}

type Noting = Window & { middle?: () => Middle; before?: Middle };

/** Remembers what has the focus, with what is marked in it and what is scrolled around it. */
export async function remember(page: Page): Promise<void> {
  await page.evaluate(() => {
    const own = window as Noting;
    own.middle = () => {
      const held = document.activeElement;
      // What is no field of text has none of these.
      const { selectionStart, selectionEnd, selectionDirection } = held as HTMLTextAreaElement;
      const lists = [...document.querySelectorAll('.scroll')].map((list) => [list, list.scrollTop] as const);
      return { held, marked: `${selectionStart} to ${selectionEnd}, ${selectionDirection}`, lists };
    };
    own.before = own.middle();
  });
}

/** Gives the focus to something, and remembers that. */
export async function settle(focused: Locator): Promise<void> {
  await focused.focus();
  await remember(focused.page());
}

/** The same element still has the focus, the same of it is marked, and the rest is as it was. */
export async function isUndisturbed(page: Page, what: string): Promise<void> {
  const disturbed = await page.evaluate(() => {
    const { before, middle } = window as Noting;
    const now = middle?.();
    if (!before || !now) return 'nothing was remembered';
    if (!before.held?.isConnected) return 'it was made anew';
    if (now.held !== before.held) return `the focus is on ${now.held?.outerHTML.slice(0, 80)}`;
    if (now.marked !== before.marked) return `marked is ${now.marked}, and was ${before.marked}`;
    const jumped = before.lists.find(([list, top]) => list.isConnected && list.scrollTop !== top);
    return jumped && `${jumped[0].className} was scrolled from ${jumped[1]} to ${jumped[0].scrollTop}`;
  });
  expect(disturbed, what).toBeUndefined();
}

/** A browser that moves an element only by taking it out of the page, as some still do. */
export async function forgetMoveBefore(page: Page): Promise<void> {
  await page.addInitScript(() => delete (Element.prototype as { moveBefore?: unknown }).moveBefore);
}
