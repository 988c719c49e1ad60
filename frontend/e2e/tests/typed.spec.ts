import type { Locator, Page } from '@playwright/test';
import { type Stage, expect, test } from '../support/fixtures';
import { DESKTOP, type Names, SCREENS, scene, show } from '../support/screens';

// As long as they may be, without a place to break; each tells by its first letters whose it is.
const fill = (begins: string, letter: string, length: number) => begins + letter.repeat(length - begins.length);
const LONG: Names = {
  workspace: fill('Workspace', 'w', 80),
  board: fill('Board', 'b', 80),
  mira: fill('Mira', 'm', 80),
  theo: fill('Theo', 't', 80),
  todo: fill('Todo', 'o', 40),
  blocked: fill('Blocked', 'k', 40),
  violas: fill('Violas', 'v', 200),
  hall: fill('Hall', 'h', 200),
};
const RIGHT_TO_LEFT: Names = {
  workspace: 'סביבת עבודה 12',
  board: 'לוח (ראשון) 3',
  mira: 'מירה סולנו',
  theo: 'תיאו ברנדט!',
  todo: 'לביצוע 1/2',
  blocked: 'חסום?',
  violas: 'לכוון את הוויולות, 440',
  hall: 'להזמין את האולם.',
};

/** 320 and 390 are phones; 720 is a window of 1440 at 200 %. */
const WIDTHS = [320, 390, 720, 1440, 3840];

/** What of a page does not fit into a window of its width. Runs in the page. */
function misfits(): string[] {
  const found: string[] = [];
  const { innerWidth: width, innerHeight: height } = window;
  const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').trim().slice(0, 24)}”`;
  const root = document.documentElement;
  if (root.scrollWidth > width) found.push(`the page is ${root.scrollWidth} wide`);
  if (document.querySelector('.app') && root.scrollHeight > height) found.push(`the page is ${root.scrollHeight} high`);
  const isShown = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const layers = [...document.querySelectorAll('dialog[open], [popover]:popover-open')].filter(isShown);
  for (const layer of layers) {
    const box = layer.getBoundingClientRect();
    if (box.left < -0.5 || box.right > width + 0.5) found.push(`${name(layer)} leaves the window`);
    for (const inner of [layer, ...layer.querySelectorAll('*')]) {
      if (!isShown(inner) || inner.closest('svg, .visually-hidden')) continue;
      const { left, right, width: own } = inner.getBoundingClientRect();
      if (own > 1 && (left < box.left - 0.5 || right > box.right + 0.5)) found.push(`${name(inner)} leaves ${name(layer)}`);
    }
  }
  // What can be pressed is in sight and takes the press, unless something is over it that is meant to be.
  const top = layers.at(-1) ?? document.querySelector('.panel') ?? document.body;
  for (const control of top.querySelectorAll('a[href], button, input, select, textarea, [role=switch]')) {
    if (!isShown(control) || control.closest('[inert], .visually-hidden, .skip')) continue;
    const { left, top: above, right, bottom } = control.getBoundingClientRect();
    if (right - left < 1 || bottom - above < 1) continue;
    // In sight is what lies in the window and in all that cuts off what leaves it, unless one can scroll there.
    const sight = { left: 0, top: 0, right: width, bottom: height };
    const scrolls = { x: false, y: false };
    for (let around = control.parentElement; around && around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around);
      const edge = around.getBoundingClientRect();
      if (/auto|scroll/.test(overflowX) && around.scrollWidth > around.clientWidth) scrolls.x = true;
      if (/auto|scroll/.test(overflowY) && around.scrollHeight > around.clientHeight) scrolls.y = true;
      if (/clip|hidden/.test(overflowX)) {
        sight.left = Math.max(sight.left, edge.left);
        sight.right = Math.min(sight.right, edge.right);
      }
    }
    // Of a long name a part is enough; a button is known by all of its words.
    const isButton = control.tagName === 'BUTTON' && (control.textContent ?? '').length < 24;
    const words = document.createRange();
    words.selectNodeContents(control);
    const said = words.getBoundingClientRect();
    const isCut = isButton && (said.left < sight.left - 0.5 || said.right > sight.right + 0.5);
    const isOutX = isCut || left >= sight.right || right <= sight.left;
    const isOutY = above < 0 || bottom > height;
    if ((isOutX && !scrolls.x) || (isOutY && !scrolls.y)) found.push(`${name(control)} is out of sight`);
    if (isOutX || isOutY || scrolls.x || scrolls.y) continue;
    const hit = document.elementFromPoint((left + right) / 2, (above + bottom) / 2);
    const isHit = hit && (control.contains(hit) || hit.contains(control) || control.closest('label, article, .card')?.contains(hit));
    if (!isHit) found.push(`${name(control)} is covered by ${hit ? name(hit) : 'nothing'}`);
  }
  return [...new Set(found)];
}

/** Typed texts that do not stand apart from the words around them, or that a browser would translate. Runs in the page. */
function mixed(names: string[]): string[] {
  const found: string[] = [];
  const holds = (text: string) => names.some((name) => text.includes(name));
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const [text, parent] = [node.textContent ?? '', node.parentElement];
    if (!parent || !holds(text) || parent.closest('script, .visually-hidden, textarea')) continue;
    const apart = parent.closest('bdi, [dir=auto]');
    const rest = names.reduce((left, name) => left.replaceAll(name, ''), apart?.textContent ?? '').trim();
    if (!apart) found.push(`“${text}” runs with the words around it`);
    else if (/[a-z]/i.test(rest)) found.push(`“${apart.textContent}” holds other words too`);
    if (!parent.closest('[translate=no]')) found.push(`“${text}” would be translated`);
  }
  for (const field of document.querySelectorAll<HTMLInputElement>('input:not([type=checkbox], [type=radio], [type=password]), textarea')) {
    if (holds(field.value) && field.dir !== 'auto') found.push(`a field with “${field.value}” runs left to right`);
  }
  return [...new Set(found)];
}

async function check(stage: Stage, names: Names, look: (page: Page) => Promise<string[]>): Promise<void> {
  const the = await scene(stage, names);
  const found: string[] = [];
  for (const screen of SCREENS) {
    const page = await show(stage, screen, the, DESKTOP);
    for (const what of await look(page)) found.push(`${screen.name}: ${what}`);
    await page.context().close();
  }
  expect(found).toEqual([]);
}

async function fits(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 640 ? 720 : 900 });
    // The layout follows within a frame, what follows from that within the next, and what comes or goes by it takes its time.
    await page.evaluate(() => new Promise((over) => requestAnimationFrame(() => requestAnimationFrame(over))));
    await page.evaluate(async () => {
      const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map((one) => one.finished));
    });
    for (const what of await page.evaluate(misfits)) found.push(`${width}: ${what}`);
  }
  return found;
}

test('no name that a person can type breaks a screen, from 320 to 3840', async ({ stage }) => {
  await check(stage, LONG, fits);
});

test('every name that a person typed runs in its own direction and is not translated', async ({ stage }) => {
  await check(stage, RIGHT_TO_LEFT, (page) => page.evaluate(mixed, Object.values(RIGHT_TO_LEFT)));
});

test('a short name is shown whole beside what counts its cards, and a line of a history beside its icon', async ({ stage }) => {
  const { a } = await stage.one(['One']);
  for (const name of ['To do', 'Done', 'Blocked']) {
    const grip = a.column(name).getByRole('button', { name, exact: true });
    expect(await grip.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), name).toBe(0);
  }
  await a.openTask('One');
  const line = a.panel.getByRole('listitem').filter({ hasText: 'created it' });
  const [icon, words] = [await line.locator('svg').boundingBox(), await line.getByText('created it').boundingBox()];
  expect((icon?.x ?? 0) + (icon?.width ?? 0)).toBeLessThan(words?.x ?? 0);
  expect(Math.abs((icon?.y ?? 0) - (words?.y ?? 0))).toBeLessThan(8);
});

test('what counts the cards of a column stays on one line, however long the name beside it', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two']);
  const column = ws.at(`/boards/${ws.boardId}/columns/${(await ws.column('To do')).id}`);
  const name = 'Waiting for the second reading by all';
  await ws.owner.call('PATCH', column, { name, wip_limit: 1 });
  const lines = (count: Locator) =>
    count.evaluate((element) => {
      const text = document.createRange();
      text.selectNodeContents(element);
      return new Set([...text.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
  for (const width of [1440, 700, 320]) {
    await a.page.setViewportSize({ width, height: 700 });
    const segment = a.page.getByRole('group', { name: 'Columns' }).getByRole('button').first();
    const count = width < 640 ? segment.locator('.num') : a.column(name).locator('.column-count');
    for (const [address, text] of [[ws.boardPath, '2 / 1'], [`${ws.boardPath}?q=One`, '1 of 2, limit 1']] as const) {
      await a.open(address);
      await expect(count).toHaveText(text);
      expect(await lines(count), `${text}, ${width} pixels wide`).toBe(1);
      const [box, around] = [await count.boundingBox(), await (width < 640 ? segment : a.column(name)).boundingBox()];
      if (!box || !around) throw new Error('it is not on the screen');
      expect(box.x + box.width, `${text}, ${width} pixels wide`).toBeLessThanOrEqual(around.x + around.width);
    }
  }
});
