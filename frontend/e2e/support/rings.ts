import type { Page } from '@playwright/test';

/** What can have the focus and does not show it: nothing of it looks different, something around it cuts the ring off, or the ring lies over an icon beside it. */
export async function cutRings(page: Page): Promise<string[]> {
  // From here on the browser shows the focus as to somebody who walks by keys.
  await page.keyboard.press('Shift');
  return page.evaluate(() => {
    const found: string[] = [];
    // How something looks is judged at once.
    const still = new CSSStyleSheet();
    still.replaceSync('* { transition: none !important; }');
    document.adoptedStyleSheets.push(still);
    // A field shows the focus on its frame, a card on all of it, and the connection's badge on what it says.
    const looks = (control: Element) => {
      const shown = [...control.children];
      for (let element: Element | null = control; element && shown.length < control.children.length + 4; element = element.parentElement) shown.push(element);
      return shown.flatMap((element) => {
        const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
        return [outline, boxShadow, borderColor, backgroundColor];
      }).join();
    };
    const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').trim().slice(0, 24)}”`;
    const layers = [...document.querySelectorAll('dialog[open], [popover]:popover-open')];
    const top = layers.filter((layer) => layer.checkVisibility()).at(-1) ?? document.querySelector('.panel') ?? document.body;
    for (const control of top.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex="0"]')) {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('[inert], .visually-hidden, .skip')) continue;
      (document.activeElement as HTMLElement | null)?.blur();
      const before = looks(control);
      control.focus();
      if (document.activeElement !== control) continue;
      if (looks(control) === before) found.push(`${name(control)} looks the same with the focus`);
      const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(control);
      if (outlineStyle === 'none') continue;
      const out = parseFloat(outlineWidth) + parseFloat(outlineOffset);
      const box = control.getBoundingClientRect();
      let [left, top, right, bottom] = [box.left - out, box.top - out, box.right + out, box.bottom + out];
      const icons = [...(control.parentElement?.parentElement ?? document.body).querySelectorAll('svg, .nav-swatch')];
      for (const icon of icons) {
        if (control.contains(icon) || !icon.checkVisibility({ visibilityProperty: true })) continue;
        const is = icon.getBoundingClientRect();
        const middle = (is.left + is.right) / 2;
        const isBeside = middle < box.left || middle > box.right;
        if (isBeside && is.right > left && is.left < right && is.bottom > top && is.top < bottom) found.push(`${name(control)} has its ring over an icon`);
      }
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
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== still);
    return found;
  });
}
