import type { Page, Route } from '@playwright/test';
import { within } from './within';

/** Requests that wait until the test says what becomes of them, in the order in which they were made. */
export class Held {
  private readonly made: Route[] = [];
  private readonly awaited: ((route: Route) => void)[] = [];

  private constructor(
    private readonly page: Page,
    private readonly isIt: (url: URL) => boolean,
    private readonly what: string,
  ) {}

  /** Holds what is asked of `path` from now on, with whatever query where it tells none. */
  static async of(page: Page, method: string, path: RegExp): Promise<Held> {
    const isIt = ({ pathname, search }: URL) => path.test(pathname) || path.test(pathname + search);
    const held = new Held(page, isIt, `${method} ${path}`);
    await page.addInitScript(waitForever);
    await page.evaluate(waitForever);
    await page.route(isIt, (route) => {
      if (route.request().method() !== method) return route.continue();
      const awaited = held.awaited.shift();
      if (awaited) awaited(route);
      else held.made.push(route);
    });
    return held;
  }

  /** Holds nothing any more. */
  async end(): Promise<void> {
    await this.page.unroute(this.isIt);
  }

  /** The next of them, once it was made. Fails where none is. */
  async next(): Promise<Route> {
    const made = this.made.shift();
    if (made) return made;
    return within(new Promise((come) => this.awaited.push(come)), `nobody asked for ${this.what}`);
  }
}

/** However long a request is held, the page does not give it up by itself. Runs in the page. */
function waitForever(): void {
  AbortSignal.timeout = () => new AbortController().signal;
}

/** The addresses whose answers the page has read since it was first asked to note them. */
type Noting = Window & { read?: string[] };

/** Lets an answer go, and waits until the page has read it and has shown what it makes of it. */
export async function letGo(page: Page, route: Route, how: (route: Route) => Promise<void>): Promise<void> {
  const request = route.request();
  await page.evaluate(() => {
    const own = window as Noting;
    const isNoting = own.read !== undefined;
    own.read = [];
    if (isNoting) return;
    const { text } = Response.prototype;
    Response.prototype.text = async function (this: Response) {
      const body = await text.call(this);
      // Whoever asked for it has it by then.
      setTimeout(() => own.read?.push(this.url));
      return body;
    };
  });
  const isIt = (other: { url(): string }) => other === request;
  const over = Promise.race([page.waitForEvent('requestfinished', isIt), page.waitForEvent('requestfailed', isIt)]);
  await how(route);
  await over;
  if (!request.failure()) await page.waitForFunction((url) => (window as Noting).read?.includes(url), request.url());
  await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
}
