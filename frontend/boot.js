// Runs before anything else: sets the theme before the first paint, and has the session and the first screen's data on
// their way while the wasm is still being compiled. The app takes over through `window.__tuttiBoot`.

// A browser may forbid what follows, each by itself: storage throws, cookies vanish, locks and channels are not there or refuse.
function kept(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}
function cookies() {
  try { return document.cookie; } catch { return ''; }
}
// Some browsers say that cookies are enabled and drop them all the same.
function takesCookies() {
  const PROBE = 'tutti_probe=1';
  try {
    document.cookie = `${PROBE}; path=/; samesite=strict`;
    return cookies().split('; ').includes(PROBE);
  } catch {
    return false;
  } finally {
    forgetCookie('tutti_probe');
  }
}
function forgetCookie(name) {
  try { document.cookie = `${name}=; path=/; max-age=0; samesite=strict`; } catch { /* Then there is none. */ }
}
function openChannel(name) {
  try { return new BroadcastChannel(name); } catch { return null; }
}

const theme = kept('tutti.theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

const REFRESH = '/api/v1/auth/refresh';
const OPTIONS = '/api/v1/auth/options';
const WORKSPACES = '/api/v1/workspaces';
const channel = openChannel('tutti-session');
let heard = null;
channel?.addEventListener('message', ({ data }) => {
  if (data?.type === 'session') heard = { at: performance.now(), answer: data.answer };
});

// The server sets this beside the refresh cookie, which no script can see, so that a stranger's page need not ask in vain.
const SIGNED_IN = 'tutti_signed_in';
const signedIn = () => cookies().split('; ').includes(`${SIGNED_IN}=1`);

// A stranger needs the entrance alone, which the server's page says. Whoever is signed in after all does not; and where no cookie
// stays, a session ends with its page, so that one program has to do for all pages.
const isPageOfEntrance = document.querySelector('meta[name=program]').content === 'entrance';
const isEntrance = isPageOfEntrance && !signedIn() && takesCookies();

// With its date, by which the app learns how far this machine's clock is off.
async function read(asked) {
  const sent = Date.now();
  const response = await asked();
  const answer = { status: response.status, date: response.headers.get('Date'), sent, heard: Date.now() };
  return { ...answer, body: await response.text() };
}

async function ask() {
  if (!signedIn()) return { status: 401, body: '' };
  const answer = await read(() => fetch(REFRESH, { method: 'POST' }));
  if (answer.status === 401) forgetCookie(SIGNED_IN);
  if (answer.status === 200) channel?.postMessage({ type: 'session', answer });
  return answer;
}

// One tab spends the cookie's token; the tabs that waited for it take what it was given. Where nobody gives the lock, each asks
// for itself, and a token that is spent twice within moments is taken for one that was answered twice.
async function refresh() {
  const began = performance.now();
  let asked = null;
  const turn = () => (asked ??= heard && heard.at >= began ? heard.answer : ask());
  try {
    return await navigator.locks.request('tutti-session', turn);
  } catch {
    return turn();
  }
}

// What the first screen will ask for, by path. Nothing here is kept longer than the start takes.
const early = new Map();
function take(path) {
  const answer = early.get(path);
  early.delete(path);
  return answer;
}
function fetchEarly(path, token) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  early.set(path, read(() => fetch(path, { headers })));
  early.get(path).catch(() => early.delete(path));
}
function startFirstScreen({ status, body }) {
  if (status !== 200) return;
  const token = JSON.parse(body).access_token;
  fetchEarly(`${WORKSPACES}?limit=100`, token);
  const [, slug, board] = /^\/w\/([^/]+)(?:\/b\/([^/]+))?/.exec(location.pathname) ?? [];
  const id = slug && kept(`tutti.ws.${slug}`);
  if (!id) return;
  fetchEarly(`${WORKSPACES}/${id}/snapshot`, token);
  if (board) fetchEarly(`${WORKSPACES}/${id}/boards/${board}`, token);
  setTimeout(() => early.clear(), 10_000);
}

// Who comes in sees at once who may.
if (isEntrance || /^\/(sign-in|sign-up|invite)$/.test(location.pathname)) fetchEarly(OPTIONS);
const first = refresh();
first.then(startFirstScreen).catch(() => { /* The app meets the same failure and tells of it. */ });
window.__tuttiBoot = { first, refresh, take, forget: () => early.clear(), takesCookies };

// The program's own words for when it cannot speak: it did not come, or it broke. Its panics are told by itself; what the browser
// ends, such as a stack that grew too high, only the browser tells.
const tell = (id) => {
  // It is loading no more.
  document.getElementById('boot')?.remove();
  const said = document.getElementById(id);
  if (!said.open) said.showModal();
};
for (const button of document.querySelectorAll('[data-reload]')) button.addEventListener('click', () => location.reload());
const isBreak = (error) => error instanceof WebAssembly.RuntimeError;
const hear = (error) => isBreak(error) && tell('broken');
addEventListener('error', ({ error }) => hear(error));
addEventListener('unhandledrejection', ({ reason }) => hear(reason));

const address = (file) => new URL(`./${file}`, import.meta.url);
const program = isEntrance ? 'entrance' : 'tutti';
import(address(`${program}.js`))
  .then(({ default: init }) => init({ module_or_path: address(`${program}_bg.wasm`) }))
  .then(() => isEntrance && prepareToLeave())
  .catch((error) => {
    console.error(error);
    tell(isBreak(error) ? 'broken' : 'boot-failed');
  });

// The way out of the entrance: the program that follows a sign-in is there by then, and a page that comes back out of the browser's
// memory after one is not shown to who is signed in.
function prepareToLeave() {
  addEventListener('pageshow', ({ persisted }) => persisted && signedIn() && location.reload());
  const whenIdle = window.requestIdleCallback ?? ((run) => setTimeout(run, 1_000));
  if (!navigator.connection?.saveData) whenIdle(fetchAhead);
}
// To the last byte, or the browser would not keep it.
function fetchAhead() {
  for (const file of ['tutti.js', 'tutti_bg.wasm']) {
    fetch(address(file), { priority: 'low' }).then((answer) => answer.arrayBuffer()).catch(() => { /* It is asked for again. */ });
  }
}
