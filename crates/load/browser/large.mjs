// P17: a board of 2 000 cards, from its first card to a storm of changes.
import { board, change, given, launch, rename, server, signedIn, sleep, watchCards } from "./stand.mjs";

// Steps of the hand while it carries a card over the board, 8 ms apart.
const STEPS = 300;
// Cards that come one after the other.
const ARRIVALS = 20;
// Changes a second, and for how many seconds.
const RATE = 200;
const SECONDS = 5;
// A frame that took longer was missed: 60 a second are 16.7 ms each.
const SLOW_MS = 20;

// In the page: keeps the memory of the WebAssembly, which nothing else tells.
function watchMemory() {
  const keep = (result) => {
    const { memory } = (result.instance ?? result).exports;
    if (memory) window.benchMemory = memory;
    return result;
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const own = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = (...given) => own(...given).then(keep);
  }
}

// In the page: how long each frame took, from now on.
function watchFrames() {
  const frames = (window.benchFrames = []);
  let last = null;
  const next = (now) => {
    if (window.benchFrames !== frames) return;
    if (last !== null) frames.push(now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

// The share of the frames since `watchFrames` that were missed, in percent.
async function slowFrames(page) {
  const frames = await page.evaluate(() => {
    const frames = window.benchFrames;
    window.benchFrames = null;
    return frames;
  });
  return (frames.filter((took) => took > SLOW_MS).length / frames.length) * 100;
}

async function first(page) {
  await page.goto(board, { waitUntil: "commit" });
  await page.waitForFunction(() => window.bench?.all !== null, null, { timeout: 30_000 });
  await page.waitForSelector("[data-link=live]", { timeout: 30_000 });
  return page.evaluate(() => window.bench.first);
}

// JavaScript's heap after what is garbage is gone, and all the memory that WebAssembly has, in MiB.
async function heap(page, devtools) {
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const wasm = await page.evaluate(() => window.benchMemory.buffer.byteLength);
  return (usedSize + wasm) / 2 ** 20;
}

// A card is carried in circles over all that is seen, and put back by Escape.
async function drag(page) {
  const { x, y, width, height } = await page.locator("li[data-task] .card-title").nth(1).boundingBox();
  const { mouse } = page;
  await mouse.move(x + width / 2, y + height / 2);
  await mouse.down();
  await mouse.move(x + width / 2 + 8, y + height / 2 + 4, { steps: 3 });
  await page.waitForSelector(".card.is-lifted");
  await page.evaluate(watchFrames);
  for (let step = 0; step < STEPS; step++) {
    const turn = (step / STEPS) * 4 * Math.PI;
    await mouse.move(640 + 330 * Math.cos(turn), 460 + 260 * Math.sin(turn));
    await sleep(8);
  }
  const slow = await slowFrames(page);
  await page.keyboard.press("Escape");
  await mouse.up();
  await page.waitForSelector(".card.is-lifted", { state: "detached" });
  return slow;
}

// Script that the page runs for each card that somebody else adds at the top of a column, in ms.
async function arrivals(page, devtools) {
  await devtools.send("Performance.enable");
  const script = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "ScriptDuration").value * 1_000;
  };
  // A column in which the pointer stands lets new cards wait.
  await page.mouse.move(2, 2);
  const column = page.locator("[data-column]").first();
  const place = {
    board_id: given.board,
    column_id: await column.getAttribute("data-column"),
    before: await column.locator("[data-task]").first().getAttribute("data-task"),
  };
  const before = await script();
  for (let n = 1; n <= ARRIVALS; n++) {
    await change("POST", "tasks", { ...place, title: `New ${n}` });
    await sleep(150);
  }
  await column.getByText(`New ${ARRIVALS}`, { exact: true }).waitFor({ state: "attached" });
  return ((await script()) - before) / ARRIVALS;
}

// Renames of cards that are seen.
async function storm(page) {
  const ids = await page.$$eval("li[data-task]", (items) =>
    items.filter((item) => item.getBoundingClientRect().bottom < innerHeight).map((item) => item.dataset.task),
  );
  await page.evaluate(watchFrames);
  const changes = [];
  const begun = performance.now();
  for (let n = 0; n < RATE * SECONDS; n++) {
    changes.push(rename(ids[n % ids.length], `Storm ${n}`));
    await sleep(Math.max(0, begun + (n * 1_000) / RATE - performance.now()));
  }
  await Promise.all(changes);
  return { slow: await slowFrames(page), rate: (changes.length * 1_000) / (performance.now() - begun) };
}

export async function large() {
  const browser = await launch();
  const context = await signedIn(browser, server);
  const page = await context.newPage();
  await page.addInitScript(watchCards);
  await page.addInitScript(watchMemory);
  const found = { first: await first(page) };
  const devtools = await context.newCDPSession(page);
  found.elements = await page.evaluate(() => document.querySelectorAll("*").length);
  found.heap = await heap(page, devtools);
  found.drag = await drag(page);
  found.script = await arrivals(page, devtools);
  Object.assign(found, await storm(page));
  await browser.close();
  return found;
}
