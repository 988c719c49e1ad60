import type { Page } from '@playwright/test';

/** What can have the focus and does not show it, since something around it cuts the ring off. */
export async function cutRings(page: Page): Promise<string[]> {
  // From here on the browser shows the focus as to somebody who walks by keys.
  await page.keyboard.press('Shift');
  return page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').trim().slice(0, 24)}”`;
    const layers = [...document.querySelectorAll('dialog[open], [popover]:popover-open')];
    const top = layers.filter((layer) => layer.checkVisibility()).at(-1) ?? document.querySelector('.panel') ?? document.body;
    for (const control of top.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex="0"]')) {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('[inert], .visually-hidden, .skip')) continue;
      control.focus();
      const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(control);
      // A field shows the focus on its frame, and a card on all of it.
      if (document.activeElement !== control || outlineStyle === 'none') continue;
      const out = parseFloat(outlineWidth) + parseFloat(outlineOffset);
      const box = control.getBoundingClientRect();
      let [left, top, right, bottom] = [box.left - out, box.top - out, box.right + out, box.bottom + out];
      const sides = new Set(['left', 'top', 'right', 'bottom']);
      for (let around = control.parentElement; around; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const edge = around.getBoundingClientRect();
        if (/clip|hidden/.test(overflowX)) {
          if (left < edge.left - 0.5) sides.delete('left');
          if (right > edge.right + 0.5) sides.delete('right');
        }
        if (/clip|hidden/.test(overflowY)) {
          if (top < edge.top - 0.5) sides.delete('top');
          if (bottom > edge.bottom + 0.5) sides.delete('bottom');
        }
        if (/auto|scroll/.test(overflowX + overflowY)) break;
      }
      if (sides.size < 2) found.push(`${name(control)} shows no ring`);
    }
    return found;
  });
}
