import { expect, test } from '../support/fixtures';
import { some } from '../support/workspace';

const NAMES = ['Ada Lind', 'Ben Okafor', 'Cleo Marchetti', 'Dana Weiss', 'Emil Novak', 'Finn Larsen'];

test('of many people a few have a face, and the number beside them tells who the others are', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const people = await some(NAMES.length, (n) => stage.person(NAMES[n] ?? ''));
  const ws = await stage.workspace('Larkfield', mira, ...people);
  const [task] = await ws.add('To do', 'One');
  const a = await stage.board(mira, ws);
  const here = a.page.getByRole('group', { name: 'Here now' });
  const faces = here.getByRole('img');
  const told = async () => {
    const labels = await faces.evaluateAll((all) => all.map((face) => face.getAttribute('aria-label') ?? ''));
    return labels.flatMap((label) => label.replace(/^\d+ more: /, '').split(', '));
  };
  const others = [];
  for (const person of people.slice(0, 5)) others.push(await stage.board(person, ws));
  const more = here.getByRole('img', { name: /^1 more: / });
  await expect(more).toHaveText('+1');
  await expect(faces).toHaveCount(5);
  expect((await told()).sort()).toEqual(NAMES.slice(0, 5));

  const last = people[5];
  if (!last) throw new Error('nobody is left');
  others.push(await stage.board(last, ws));
  const two = here.getByRole('img', { name: /^2 more: / });
  await expect(two).toHaveText('+2');
  expect((await told()).sort()).toEqual(NAMES);
  const names = ((await two.getAttribute('aria-label')) ?? '').replace('2 more: ', '');
  await two.hover();
  await expect(a.page.locator('.tip:popover-open')).toHaveText(names);
  // Four are as many as have one.
  for (const board of others.slice(4)) await board.page.close();
  await expect(faces).toHaveCount(4);
  await expect(here.getByRole('img', { name: /more/ })).toHaveCount(0);
  expect((await told()).sort()).toEqual(NAMES.slice(0, 4));

  // On a card there is room for three.
  const ids = people.map((person) => person.user.id);
  await mira.call('PATCH', ws.at(`/tasks/${task?.id}`), { assignee_ids: ids });
  const rest = a.card('One').getByRole('img', { name: /^3 more: / });
  await expect(rest).toHaveText('+3');
  const named = await a.card('One').locator('.avatars').getByRole('img').evaluateAll((all) => all.map((face) => face.getAttribute('aria-label')));
  expect(named.flatMap((label) => (label ?? '').replace('3 more: ', '').split(', ')).sort()).toEqual(NAMES);
});
