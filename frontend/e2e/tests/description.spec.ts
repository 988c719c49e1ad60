import { expect, test } from '../support/fixtures';

test('a description that could not be loaded says so, and comes once the connection is back', async ({ stage }) => {
  stage.watch.expect('network', /\/(api\/v1|assets)\//);
  const { theo, ws } = await stage.pair('One', 'Two');
  const { id } = await ws.task('One');
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { description: 'Bring the violas' });
  const b = await stage.board(theo, ws, { baseURL: stage.gateway.url });
  // The panel is there before the connection goes.
  await b.openTask('Two');
  await b.closeTask();
  stage.gateway.goAway();
  await b.isLinked('Offline');
  await b.openTask('One');
  const description = b.panel.getByRole('region', { name: 'Description', exact: true });
  await expect(description.getByRole('alert')).toBeVisible();
  await expect(description.getByRole('button', { name: 'Try again' })).toBeVisible();
  stage.gateway.clear();
  await b.isLive();
  await expect(description).toContainText('Bring the violas');
  await expect(description.getByRole('alert')).toHaveCount(0);
});
