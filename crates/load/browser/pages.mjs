// The rows that need a browser. Called as `node pages.mjs '{"mode": …}'`; prints one JSON object.
import net from "node:net";

import { large } from "./large.mjs";
import { board, change, given, launch, opened, rename, server, signedIn, sleep, watchCards } from "./stand.mjs";

// In the page: when the form to sign in was painted.
function watchForm() {
  window.bench = { form: null };
  const look = () => {
    if (document.querySelector("input[type=password]")) setTimeout(() => (window.bench.form = performance.now()), 0);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

// What the page was sent until it showed what it is for, and what came after that, ahead of its use.
const sent = (page, name) =>
  page.evaluate((name) => {
    const shown = window.bench[name];
    const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    const files = entries.map((e) => ({ path: new URL(e.name).pathname, bytes: e.transferSize, ahead: e.responseEnd > shown }));
    const sum = (files) => files.reduce((all, file) => all + file.bytes, 0);
    const before = files.filter((file) => !file.ahead).sort((a, b) => b.bytes - a.bytes);
    return { bytes: sum(before), requests: before.length, ahead: sum(files) - sum(before), largest: before.slice(0, 6) };
  }, name);

async function load() {
  const cold = [];
  const warm = [];
  const bytes = {};
  for (let run = 0; run < given.runs; run++) {
    const browser = await launch();
    const context = await signedIn(browser, server);
    const page = await context.newPage();
    await page.addInitScript(watchCards);
    const visit = async () => {
      await page.goto(board, { waitUntil: "commit" });
      await page.waitForFunction(() => window.bench?.all !== null, null, { timeout: 30_000 });
      return page.evaluate(() => window.bench);
    };
    cold.push(await visit());
    await sleep(600);
    bytes.board = await sent(page, "all");
    for (let n = 0; n < 3; n++) {
      warm.push(await visit());
      await sleep(200);
    }
    await browser.close();
  }
  const browser = await launch();
  const context = await browser.newContext({ baseURL: server });
  const page = await context.newPage();
  await page.addInitScript(watchForm);
  await page.goto("/sign-in");
  await page.waitForFunction(() => window.bench.form !== null, null, { timeout: 30_000 });
  await sleep(600);
  bytes.sign_in = await sent(page, "form");
  await browser.close();
  return { cold, warm, bytes };
}

// What the page's clock shows more than ours, by the quickest of some questions.
async function offset(page) {
  let best = { took: Infinity, by: 0 };
  for (let n = 0; n < 30; n++) {
    const before = performance.now();
    const there = await page.evaluate(() => performance.now());
    const took = performance.now() - before;
    if (took < best.took) best = { took, by: there - (before + took / 2) };
  }
  return best.by;
}

async function remote() {
  const browser = await launch();
  const { page, ids } = await opened(browser, server);
  await page.evaluate(() => {
    window.seen = new Map();
    new MutationObserver(() => {
      for (const title of document.querySelectorAll("li[data-task] .card-title")) {
        const text = title.textContent;
        if (!text.startsWith("Remote ") || window.seen.has(text)) continue;
        const entry = { dom: performance.now(), painted: null };
        window.seen.set(text, entry);
        requestAnimationFrame(() => setTimeout(() => (entry.painted = performance.now()), 0));
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const times = [];
  for (let n = 0; n < given.count + 10; n++) {
    const text = `Remote ${n} ${Math.random()}`;
    const by = n % 20 === 0 ? await offset(page) : times.at(-1).by;
    const at = performance.now();
    await rename(ids[n % ids.length], text);
    await page.waitForFunction((text) => window.seen.get(text)?.painted, text, { timeout: 10_000, polling: 20 });
    const entry = await page.evaluate((text) => window.seen.get(text), text);
    times.push({ by, dom: entry.dom - by - at, painted: entry.painted - by - at });
    await sleep(80 + Math.random() * 60);
  }
  await browser.close();
  // The first ones prepare statements and warm up code.
  return { times: times.slice(10) };
}

// In the page: the longest task of each second, 0 where none took 50 ms, which is what browsers call long; and what jumped.
function watchTasks() {
  window.tasks = { begun: performance.now(), longest: [], shift: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      const second = Math.floor((startTime - window.tasks.begun) / 1_000);
      window.tasks.longest[second] = Math.max(window.tasks.longest[second] ?? 0, duration);
    }
  }).observe({ type: "longtask" });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.tasks.shift += value;
  }).observe({ type: "layout-shift" });
}

// 50 changes a second: every other one a rename, the rest cards that go to the top of their column.
async function stream() {
  const browser = await launch();
  const { page, ids } = await opened(browser, server);
  const columns = await page.$$eval("[data-column]", (all) =>
    all.map((one) => [...one.querySelectorAll("[data-task]")].slice(0, 6).map((item) => ({ column: one.dataset.column, task: item.dataset.task }))),
  );
  const move = ({ column, task }) =>
    change("POST", `tasks/${task}/move`, { column_id: column, before: columns.find(([first]) => first?.column === column)[0].task });
  const cards = columns.flatMap((column) => column.slice(1));
  await page.evaluate(watchTasks);
  const changes = [];
  const begun = performance.now();
  for (let n = 0; n < given.count; n++) {
    changes.push(n % 2 ? rename(ids[n % ids.length], `Remote ${n}`) : move(cards[n % cards.length]));
    await sleep(Math.max(0, begun + n * 20 - performance.now()));
  }
  await Promise.all(changes);
  const seconds = Math.ceil((performance.now() - begun) / 1_000);
  const { longest, shift } = await page.evaluate(() => window.tasks);
  await browser.close();
  return { longest: Array.from({ length: seconds }, (_, second) => longest[second] ?? 0), shift, changes: changes.length };
}

// A line that can be cut: everything on it ends, and nobody answers until it is up again.
function line() {
  const [host, port] = given.addr.split(":");
  const open = new Set();
  const through = net.createServer((here) => {
    const there = net.connect(Number(port), host);
    for (const [from, to] of [[here, there], [there, here]]) {
      open.add(from);
      from.setNoDelay(true);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => (to.destroy(), open.delete(from)));
    }
  });
  const [, own] = given.proxy.split(":");
  const up = () => new Promise((done) => through.listen(Number(own), "127.0.0.1", done));
  const cut = () => {
    through.close();
    for (const socket of open) socket.destroy();
  };
  return { up, cut };
}

async function away() {
  const { up, cut } = line();
  const times = [];
  const browser = await launch();
  await up();
  const { context, page, ids } = await opened(browser, `http://${given.proxy}`);
  let documents = 0;
  page.on("request", (request) => request.url().endsWith(given.board) && (documents += 1));
  for (let run = 0; run < given.runs; run++) {
    await context.setOffline(true);
    cut();
    const until = Date.now() + 5_000;
    const mark = `Missed ${run} ${Math.random()}`;
    for (const task of ids.slice(0, 20)) await rename(task, mark);
    await sleep(until - Date.now());
    const wanted = Math.min(20, ids.length);
    await up();
    const begun = performance.now();
    await context.setOffline(false);
    await page.waitForFunction(
      ([mark, wanted]) => [...document.querySelectorAll("li[data-task] .card-title")].filter((t) => t.textContent === mark).length >= wanted,
      [mark, wanted],
      { timeout: 30_000 },
    );
    times.push((performance.now() - begun) / 1_000);
    await page.waitForSelector("[data-link=live]", { timeout: 30_000 });
    await sleep(500);
  }
  await browser.close();
  cut();
  return { times, changes: Math.min(20, ids.length), boards: documents };
}

const result = await { load, remote, stream, away, large }[given.mode]();
console.log(JSON.stringify(result));
process.exit(0);
