import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, test as base } from '@playwright/test';
import { Api } from './api';
import { BoardScreen } from './board';
import { Gateway } from './gateway';
import { SERVER_MS } from './limits';
import { Server } from './server';
import { slowAll } from './slow';
import { Watch } from './watch';
import { Workspace } from './workspace';

export const PASSWORD = 'seven loud violas';

/** The server of a worker, and the gateway before it. */
interface Instance {
  server: Server;
  gateway: Gateway;
}

let count = 0;

/** A word that no other test uses. */
export function unique(word: string): string {
  count += 1;
  return `${word} ${process.pid}-${count}`;
}

/** Makes people, workspaces and browsers for one test, and closes the browsers after it. */
export class Stage {
  private readonly contexts: BrowserContext[] = [];

  constructor(
    private readonly browser: Browser,
    readonly server: Server,
    readonly gateway: Gateway,
    readonly watch: Watch,
  ) {}

  /** An account. */
  person(name: string): Promise<Api> {
    return Api.register(this.server.url, name, this.email(name), PASSWORD);
  }

  email(name: string): string {
    // As long as the part before the sign may be.
    const [words = '', count] = unique(name).toLowerCase().split(/ (?=[^ ]+$)/);
    return `${`${words.slice(0, 64 - `-${count}`.length)}-${count}`.replaceAll(/[^a-z0-9]+/g, '-')}@example.com`;
  }

  /** A workspace of the first of them, with the others in it. */
  async workspace(name: string, owner: Api, ...others: Api[]): Promise<Workspace> {
    const workspace = await Workspace.create(owner, unique(name));
    for (const other of others) await workspace.join(other);
    return workspace;
  }

  /** A browser of its own in which nobody is signed in. */
  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ baseURL: this.server.url, ...options });
    this.contexts.push(context);
    await slowAll(context);
    await this.watch.add(context);
    return context;
  }

  /** A page in such a browser. */
  async stranger(options: BrowserContextOptions = {}): Promise<Page> {
    return (await this.context(options)).newPage();
  }

  /** A browser in which this person is signed in. */
  async contextOf(person: Api, options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.context(options);
    const url = this.server.url;
    await context.addCookies(person.cookies.map((cookie) => ({ ...cookie, url, sameSite: 'Strict' as const })));
    return context;
  }

  /** A page of theirs, at a path if one is given. */
  async page(person: Api, path?: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await this.contextOf(person, options)).newPage();
    if (path) await page.goto(path);
    return page;
  }

  /** Their window with the workspace's board, live. */
  async board(person: Api, workspace: Workspace, options: BrowserContextOptions = {}): Promise<BoardScreen> {
    const board = new BoardScreen(await this.page(person, undefined, options));
    await board.open(workspace.boardPath);
    await board.isLive();
    return board;
  }

  /** Two people of one board, of whom only the first has a window yet. */
  async pair(...titles: string[]) {
    const mira = await this.person('Mira Solano');
    const theo = await this.person('Theo Brandt');
    const ws = await this.workspace('Larkfield', mira, theo);
    await ws.add('To do', ...titles);
    return { mira, theo, ws, a: await this.board(mira, ws) };
  }

  /** What most tests begin with: two people, each with a live window on one board that has these cards to do. */
  async two(...titles: string[]) {
    const { a, ...rest } = await this.pair(...titles);
    return { ...rest, a, b: await this.board(rest.theo, rest.ws) };
  }

  /** One person with a live window on a board that has these cards to do. */
  async one(titles: string[], options: BrowserContextOptions = {}) {
    const mira = await this.person('Mira Solano');
    const ws = await this.workspace('Larkfield', mira);
    await ws.add('To do', ...titles);
    return { mira, ws, a: await this.board(mira, ws, options) };
  }

  async close(): Promise<void> {
    await Promise.all(this.contexts.map((context) => context.close()));
  }
}

export const test = base.extend<{ stage: Stage }, { instance: Instance }>({
  instance: [
    async ({}, use) => {
      // Each needs to know of the other before it starts.
      let port = 0;
      const gateway = await Gateway.open(() => port);
      const server = await Server.start(gateway.url);
      port = server.port;
      await use({ server, gateway });
      await gateway.close();
      await server.stop();
    },
    { scope: 'worker', timeout: SERVER_MS * 2 },
  ],
  stage: async ({ browser, instance }, use) => {
    const watch = new Watch();
    instance.gateway.clear();
    const stage = new Stage(browser, instance.server, instance.gateway, watch);
    await use(stage);
    await stage.close();
    watch.check();
  },
});

export { expect } from '@playwright/test';
