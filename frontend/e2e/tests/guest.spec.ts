import { expect, test } from '../support/fixtures';

test('a guest sees by name whoever is on their board or acts there, also for the first time', async ({ stage }) => {
  const { mira, theo, ws } = await stage.pair('One', 'Two');
  const noor = await stage.person('Noor Haddad');
  await ws.join(noor, 'guest');
  await mira.call('PUT', ws.at(`/boards/${ws.boardId}/members/${noor.user.id}`));
  const known = await noor.call<{ members: { user_id: string; name: string }[] }>('GET', ws.at('/snapshot'));
  expect(known.members.map(({ name }) => name).sort()).toEqual(['Mira Solano', 'Noor Haddad']);

  const b = await stage.board(noor, ws);
  await theo.call('PATCH', ws.at(`/tasks/${(await ws.task('One')).id}`), { title: 'One of Theo', assignee_ids: [theo.user.id] });
  await expect(b.told('Theo', 'One of Theo')).toBeVisible();
  await expect(b.card('One of Theo').getByRole('img', { name: 'Theo Brandt' })).toBeVisible();
  await expect(b.page.getByText('Someone')).toHaveCount(0);
  await b.page.reload();
  await expect(b.told('Theo', 'One of Theo')).toBeVisible();
});
