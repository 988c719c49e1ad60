// What the scripts share: a browser, somebody who is signed in, a board that is open, and changes by REST.
import { createRequire } from "node:module";

export const given = JSON.parse(process.argv[2]);
const { chromium } = createRequire(import.meta.url)(given.playwright);
export const server = `http://${given.addr}`;
export const board = `/w/${given.slug}/b/${given.board}`;
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export function launch() {
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  // Chromium refuses its sandbox to root.
  if (process.getuid() === 0) quiet.push("--no-sandbox");
  return chromium.launch({ executablePath: given.chromium, args: quiet });
}

export async function signedIn(browser, origin) {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 } });
  const data = { email: given.email, password: given.password };
  const answer = await context.request.post("/api/v1/auth/login", { data });
  if (!answer.ok()) throw new Error(`the sign-in was answered ${answer.status()}`);
  return context;
}

// In the page: when the first card, and when all that fit, were painted, in ms from the navigation's start.
export function watchCards() {
  window.bench = { first: null, all: null };
  const painted = (name) => setTimeout(() => (window.bench[name] ??= performance.now()), 0);
  const look = () => {
    const lists = [...document.querySelectorAll(".column-list")];
    const full = (list) => {
      const box = list.getBoundingClientRect();
      if (box.left >= innerWidth) return true;
      const last = [...list.querySelectorAll("li[data-task]")].at(-1);
      return last && last.getBoundingClientRect().bottom >= Math.min(box.bottom, innerHeight) - 2;
    };
    if (window.bench.first === null && document.querySelector("li[data-task] .card")) painted("first");
    if (lists.length >= 4 && lists.every(full)) painted("all");
    if (window.bench.all === null) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

export async function opened(browser, origin) {
  const context = await signedIn(browser, origin);
  const page = await context.newPage();
  await page.goto(origin + board);
  await page.waitForSelector("[data-link=live]", { timeout: 30_000 });
  await page.waitForSelector("li[data-task] .card-title");
  const ids = await page.$$eval("li[data-task]", (items) =>
    items.filter((item) => item.getBoundingClientRect().bottom < innerHeight).map((item) => item.dataset.task),
  );
  return { context, page, ids };
}

// Changes something of the workspace as another person.
export async function change(method, path, body) {
  const answer = await fetch(`${server}/api/v1/workspaces/${given.workspace}/${path}`, {
    method,
    headers: { authorization: `Bearer ${given.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}`);
}

export const rename = (task, title) => change("PATCH", `tasks/${task}`, { title });
