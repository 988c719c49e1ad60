// Runs before anything else: sets the theme before the first paint, and has the session and the first screen's data on
// their way while the wasm is still being compiled. The app takes over through `window.__tuttiBoot`.

try {
  const theme = localStorage.getItem('tutti.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch { /* A browser without storage follows the system. */ }

const REFRESH = '/api/v1/auth/refresh';
const WORKSPACES = '/api/v1/workspaces';
const channel = 'BroadcastChannel' in self ? new BroadcastChannel('tutti-session') : null;
let heard = null;
channel?.addEventListener('message', ({ data }) => {
  if (data?.type === 'session') heard = { at: performance.now(), answer: data.answer };
});

// The server sets this beside the refresh cookie, which no script can see, so that a stranger's page need not ask in vain.
const SIGNED_IN = 'tutti_signed_in';
const signedIn = () => document.cookie.split('; ').includes(`${SIGNED_IN}=1`);

async function ask() {
  if (!signedIn()) return { status: 401, body: '' };
  const response = await fetch(REFRESH, { method: 'POST' });
  const answer = { status: response.status, body: await response.text() };
  if (answer.status === 401) document.cookie = `${SIGNED_IN}=; path=/; max-age=0; samesite=strict`;
  if (answer.status === 200) channel?.postMessage({ type: 'session', answer });
  return answer;
}

// One tab spends the cookie's token; the tabs that waited for it take what it was given.
function refresh() {
  const began = performance.now();
  const turn = () => (heard && heard.at >= began ? heard.answer : ask());
  return navigator.locks ? navigator.locks.request('tutti-session', turn) : turn();
}

// What the first screen will ask for, by path. Nothing here is kept longer than the start takes.
const early = new Map();
function take(path) {
  const answer = early.get(path);
  early.delete(path);
  return answer;
}
function fetchEarly(path, token) {
  early.set(path, fetch(path, { headers: { Authorization: `Bearer ${token}` } })
    .then(async (response) => ({ status: response.status, body: await response.text() })));
  early.get(path).catch(() => early.delete(path));
}
function startFirstScreen({ status, body }) {
  if (status !== 200) return;
  const token = JSON.parse(body).access_token;
  fetchEarly(WORKSPACES, token);
  const [, slug, board] = /^\/w\/([^/]+)(?:\/b\/([^/]+))?/.exec(location.pathname) ?? [];
  const id = slug && localStorage.getItem(`tutti.ws.${slug}`);
  if (!id) return;
  fetchEarly(`${WORKSPACES}/${id}/snapshot`, token);
  if (board) fetchEarly(`${WORKSPACES}/${id}/boards/${board}`, token);
  setTimeout(() => early.clear(), 10_000);
}

const first = refresh();
first.then(startFirstScreen).catch(() => { /* The app meets the same failure and tells of it. */ });
window.__tuttiBoot = { first, refresh, take, forget: () => early.clear() };

import('./tutti.js')
  .then(({ default: init }) => init({ module_or_path: new URL('./tutti_bg.wasm', import.meta.url) }))
  .catch((error) => {
    console.error(error);
    document.getElementById('boot-failed').hidden = false;
  });
