import { BoardScreen } from '../support/board';
import { expect, test } from '../support/fixtures';
import { observeShifts, shiftsOf } from '../support/shifts';
import { tell, took } from '../support/wait';

const SOCKET = /\/api\/v1\/realtime/;

test('a socket that is blocked from the start: current by polling, says so, and is live again by itself', async ({ stage }) => {
  stage.watch.expect('network', SOCKET);
  stage.watch.expect(403, SOCKET);
  stage.gateway.refuseSockets();
  const { theo, ws, a } = await stage.pair();
  const b = new BoardScreen(await stage.page(theo, undefined, { baseURL: stage.gateway.url }));
  await b.open(ws.boardPath);
  await b.isLinked('Polling, 5 s');

  await a.create('To do', 'Tune the violas');
  const ms = await took(() => b.hasExactly('To do', ['Tune the violas']));
  tell('by polling on the other screen', ms);
  await expect(b.told('Mira', 'created', 'Tune the violas')).toBeVisible();

  // What the blocked one does goes the ordinary way.
  await b.create('To do', 'Book the hall');
  await a.hasExactly('To do', ['Tune the violas', 'Book the hall']);

  stage.gateway.clear();
  const back = await took(() => b.isLive());
  tell('from Polling back to Live', back);
  await a.create('To do', 'Print the parts');
  await b.hasExactly('To do', ['Tune the violas', 'Book the hall', 'Print the parts']);
});

test('a socket that is cut in the middle: nothing is missed', async ({ stage }) => {
  stage.watch.expect('network', SOCKET);
  stage.watch.expect(403, SOCKET);
  const { theo, ws, a } = await stage.pair();
  const b = await stage.board(theo, ws, { baseURL: stage.gateway.url });
  await observeShifts(b.page);
  stage.gateway.refuseSockets();
  await b.isLinked('Polling, 5 s');
  await a.create('To do', 'Tune the violas', 'Book the hall');
  await b.hasExactly('To do', ['Tune the violas', 'Book the hall']);
  // The word of the badge is longer now, and moves nothing.
  expect(await shiftsOf(b.page)).toEqual([]);
  const tried = stage.gateway.turnedAway();
  await b.page.getByRole('button', { name: 'Polling, 5 s' }).click();
  await b.page.getByRole('menuitem', { name: 'Reconnect now' }).click();
  await tried;
  stage.gateway.clear();
  await b.isLive();
  await a.create('To do', 'Print the parts');
  await b.hasExactly('To do', ['Tune the violas', 'Book the hall', 'Print the parts']);
});

test('no network at all: changes wait, are told, and are sent once', async ({ stage }) => {
  stage.watch.expect('network', /\/(api\/v1|assets)\//);
  const { theo, ws, a } = await stage.pair('One', 'Two');
  const b = await stage.board(theo, ws, { baseURL: stage.gateway.url });
  stage.gateway.goAway();
  await b.isLinked('Offline');
  await b.create('To do', 'Three');
  await b.title('Two').focus();
  await b.page.keyboard.press('Delete');
  await b.hasExactly('To do', ['One', 'Three']);
  await expect(b.page.getByText('You are offline. 2 changes are kept here and will be sent when you are back online.')).toBeVisible();
  await a.create('In progress', 'Meanwhile');
  await a.hasExactly('To do', ['One', 'Two']);

  const tried = stage.gateway.turnedAway();
  await b.page.getByRole('button', { name: 'Try now' }).click();
  await tried;
  stage.gateway.clear();
  // That is shown for some seconds, and the badge stays.
  await expect(b.notices.getByText('Back online, 2 changes sent')).toBeVisible();
  await b.isLive();
  await b.hasExactly('In progress', ['Meanwhile']);
  await a.hasExactly('To do', ['One', 'Three']);
  expect(await ws.titles('To do')).toEqual(['One', 'Three']);
});

test('the browser says that the network is gone: that is told within 2 seconds', async ({ stage }) => {
  stage.watch.expect('network', /\/(api\/v1|assets)\//);
  const { a } = await stage.pair('One');
  await a.isLive();
  // Both times are the page's own: that of the browser's event, and that of the word that follows it.
  const told = await a.page.evaluateHandle(() => {
    const told = new Promise<number>((tell) => {
      window.addEventListener('offline', ({ timeStamp }) => {
        const look = () => {
          const isTold = [...document.querySelectorAll('button')].some((button) => button.innerText.trim() === 'Offline');
          if (!isTold) return;
          watch.disconnect();
          tell(performance.now() - timeStamp);
        };
        const watch = new MutationObserver(look);
        watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        look();
      });
    });
    return { told };
  });
  await a.page.context().setOffline(true);
  await a.isLinked('Offline');
  // By itself the page would find out after ten seconds.
  expect(await told.evaluate(({ told }) => told)).toBeLessThan(2_000);
  await a.page.context().setOffline(false);
  await a.isLive();
});
