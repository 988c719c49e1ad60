import { expect, test } from '../support/fixtures';
import { PHONE } from '../support/screens';

const TEXT = `One line
and another

- [ ] first
- [x] second

# Heading

\`\`\`
${'wide '.repeat(80)}
\`\`\`

| left | right |
|:-----|------:|
| a    | b     |

[A link](https://a.example/)`;

test('a description reads as it was typed, and is ticked and scrolled without a mouse', async ({ stage }) => {
  const { a, b, ws } = await stage.two('One');
  const { id } = await ws.task('One');
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { description: TEXT });
  await a.openTask('One');
  await b.openTask('One');
  const prose = a.panel.locator('.prose');
  await expect(prose.locator('p').first()).toHaveText('One line\nand another', { useInnerText: true });
  const sizeOf = (selector: string) =>
    prose.locator(selector).first().evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  expect(await sizeOf('h3')).toBeGreaterThan(await sizeOf('p'));
  for (const [text, align] of [
    ['left', 'left'],
    ['b', 'right'],
  ] as const) {
    const cell = prose.locator('th, td').filter({ hasText: new RegExp(`^${text}$`) });
    expect(await cell.evaluate((element) => getComputedStyle(element).textAlign)).toBe(align);
  }
  // A box is ticked by key, keeps the focus, and the other sees it.
  const first = prose.getByRole('checkbox', { name: 'first' });
  await first.focus();
  await a.page.keyboard.press('Space');
  await expect(first).toBeChecked();
  await expect(first).toBeFocused();
  await expect(b.panel.getByRole('checkbox', { name: 'first' })).toBeChecked();
  await expect.poll(async () => (await ws.task('One')).description).toBe(TEXT.replace('[ ] first', '[x] first'));
  await b.panel.getByRole('checkbox', { name: 'second' }).click();
  await expect(prose.getByRole('checkbox', { name: 'second' })).not.toBeChecked();
  await expect(a.panel.getByRole('textbox', { name: 'Description' })).toHaveCount(0);
  // Wide code is scrolled by keys.
  const code = prose.getByRole('region', { name: 'Code, 1' });
  await code.focus();
  await a.page.keyboard.press('ArrowRight');
  await expect.poll(() => code.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
});

test('a press on the description writes, and the lines stay where they were', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { id } = await ws.task('One');
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { description: 'One line\nand another\n\nThen a third\n\n[A link](https://a.example/)' });
  await a.openTask('One');
  const field = a.panel.getByRole('textbox', { name: 'Description' });
  const third = a.panel.locator('.prose p').filter({ hasText: 'Then a third' });
  // A link is followed, and words can be selected. What it leads to is nobody's here.
  await a.page.context().route('https://a.example/**', (route) => route.fulfill({ body: 'Elsewhere' }));
  const opened = a.page.context().waitForEvent('page');
  await a.panel.getByRole('link', { name: 'A link' }).click();
  await (await opened).close();
  await expect(field).toHaveCount(0);
  const before = await third.boundingBox();
  if (!before) throw new Error('the third paragraph is not there');
  await a.page.mouse.move(before.x + 1, before.y + 8);
  await a.page.mouse.down();
  await a.page.mouse.move(before.x + 60, before.y + 8, { steps: 3 });
  await a.page.mouse.up();
  expect(await a.page.evaluate(() => String(getSelection()))).toMatch(/^Then/);
  await expect(field).toHaveCount(0);
  await a.page.evaluate(() => getSelection()?.empty());
  const below = await a.panel.getByRole('heading', { name: 'History' }).boundingBox();
  await third.click({ position: { x: 300, y: 8 } });
  await expect(field).toBeFocused();
  // The fourth line of the editor is where the paragraph was.
  const line = await field.evaluate((element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const height = Number.parseFloat(style.lineHeight);
    return { x: box.x + Number.parseFloat(style.paddingLeft) + 1, y: box.y + Number.parseFloat(style.paddingTop) + 1 + 3 * height };
  });
  expect(Math.abs(line.x - before.x)).toBeLessThan(1);
  expect(Math.abs(line.y - before.y)).toBeLessThan(1);
  expect((await a.panel.getByRole('heading', { name: 'History' }).boundingBox())?.y).toBeCloseTo(below?.y ?? 0, 0);
  // Write is no way out of writing.
  await field.press('End');
  await a.panel.getByRole('button', { name: 'Write' }).click();
  await expect(field).toBeFocused();
  await field.pressSequentially('!');
  await a.panel.getByRole('button', { name: 'Preview' }).click();
  await expect(field).toHaveCount(0);
  await expect.poll(async () => (await ws.task('One')).description).toContain('!');
});

test('on a phone a task says where it stands before what it says', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], PHONE);
  const { id } = await ws.task('One');
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { description: 'A long story.\n\n'.repeat(60) });
  await a.openTask('One');
  for (const property of ['Status', 'Priority', 'Assignees']) {
    await expect(a.panel.getByRole('button', { name: new RegExp(`^${property}`) })).toBeInViewport({ ratio: 1 });
  }
  await expect(a.panel.getByText('A long story.').first()).toBeInViewport();
});

test('a face on a card says whose it is, to a mouse, a finger and the keys, and is no hole in the card', async ({ stage }) => {
  const { a, ws, theo } = await stage.two('One');
  const { id } = await ws.task('One');
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { assignee_ids: [theo.user.id, ws.owner.user.id] });
  const face = a.card('One').getByRole('img', { name: 'Theo Brandt' });
  const tip = a.page.locator('.tip');
  await face.hover();
  await expect(tip).toHaveText('Theo Brandt');
  await face.click();
  await expect(a.panel).toBeVisible();
  await a.closeTask();
  await expect(a.title('One')).toBeFocused();
  await a.page.keyboard.press('f');
  await a.page.keyboard.press('Escape');
  await expect(a.title('One')).toBeFocused();
  await expect(tip).toHaveText('Theo Brandt, Mira Solano');
  // It goes where the face goes: here the sidebar makes room.
  const apart = async () => {
    const first = a.card('One').locator('.card-top .avatar[data-tip]').first();
    const [of, over] = await Promise.all([first.boundingBox(), tip.boundingBox()]);
    return of && over ? Math.abs(of.x + of.width / 2 - over.x - over.width / 2) : NaN;
  };
  await a.page.setViewportSize({ width: 900, height: 700 });
  await expect(tip).toBeVisible();
  await expect.poll(apart).toBeLessThan(2);

  const phone = await stage.board(theo, ws, PHONE);
  await phone.card('One').getByRole('img', { name: 'Mira Solano' }).tap();
  await expect(phone.page.locator('.tip')).toHaveText('Mira Solano');
  await expect(phone.panel).toHaveCount(0);
});

test('the keys that come to a card of nobody bring up no tip', async ({ stage }) => {
  const { a, ws, mira } = await stage.one(['One', 'Two']);
  const { id } = await ws.task('One');
  await mira.call('PATCH', ws.at(`/tasks/${id}`), { assignee_ids: [mira.user.id] });
  await expect(a.card('One').getByRole('img', { name: 'Mira Solano' })).toBeVisible();
  const { clock, keyboard } = a.page;
  const tip = a.page.locator('.tip');
  await a.title('One').focus();
  await expect(tip).toHaveText('Mira Solano');
  // The numbers of this clock's timers are too large to be cleared: from here on none has to be.
  await clock.install();
  await keyboard.press('ArrowDown');
  await expect(a.title('Two')).toBeFocused();
  await clock.runFor(1_000);
  await expect(tip).toBeHidden();
  await keyboard.press('ArrowUp');
  await expect(a.title('One')).toBeFocused();
  await clock.runFor(1_000);
  await expect(tip).toHaveText('Mira Solano');
});
