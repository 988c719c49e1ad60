import { type Server as NetServer, type Socket, connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { within } from './within';

/** What is asked of this path gets no answer. */
const NEVER = '/never';
/** A browser has no more connections to one server. */
const CONNECTIONS = 6;
const REFUSED = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** What stands between a browser and the server in many an office: it may let sockets through, refuse them, or be away. */
export class Gateway {
  /** Whether a request to become a WebSocket is refused. */
  private refusesSockets = false;
  /** Whether nothing gets through at all. */
  private isAway = false;
  /** What is asked for in these words is answered by half. */
  private breaksOff?: { request: RegExp; isBroken: () => void };
  /** Tells that all connections are taken. */
  private isTaken = () => {};
  /** Tells that a connection was turned away. */
  private isTurnedAway = () => {};
  private readonly unanswered = new Set<Socket>();
  private readonly plain = new Set<Socket>();
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: NetServer,
    readonly url: string,
  ) {}

  /** Listens; `port` tells where the server is, once that is known. */
  static async open(port: () => number): Promise<Gateway> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const gateway = new Gateway(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('connection', (browser) => gateway.pass(browser, port()));
    return gateway;
  }

  /** Refuses sockets from now on, and cuts those that are open. */
  refuseSockets(): void {
    this.refusesSockets = true;
    for (const socket of this.sockets) socket.destroy();
  }

  /** Lets nothing through any more. */
  goAway(): void {
    this.isAway = true;
    for (const socket of [...this.sockets, ...this.plain]) socket.destroy();
  }

  /** Breaks off the next answer to such a request within its body; resolves once that has happened. */
  breakOff(request: RegExp): Promise<void> {
    const broken = new Promise<void>((isBroken) => (this.breaksOff = { request, isBroken }));
    return within(broken, `nobody asked for ${request}`);
  }

  /** Takes all the connections that a page may have, so that what it asks for next waits in the browser. */
  async takeConnections(page: Page): Promise<void> {
    for (const socket of [...this.plain, ...this.unanswered]) socket.destroy();
    this.unanswered.clear();
    const taken = new Promise<void>((taken) => (this.isTaken = taken));
    await page.evaluate(
      ([path, count]) => {
        for (let n = 0; n < count; n += 1) fetch(`${path}?${n}`).catch(() => {});
      },
      [NEVER, CONNECTIONS] as const,
    );
    await within(taken, 'the page did not take all its connections');
  }

  /** Resolves once the next connection is turned away: what the page shows while it is cut off still stands then. */
  turnedAway(): Promise<void> {
    return within(new Promise((turned) => (this.isTurnedAway = turned)), 'nobody tried to connect');
  }

  /** Lets everything through again. Then the page may be back by itself at any moment, and what it shows while cut off is gone. */
  clear(): void {
    this.refusesSockets = false;
    this.isAway = false;
    this.breaksOff = undefined;
  }

  async close(): Promise<void> {
    for (const socket of [...this.sockets, ...this.plain, ...this.unanswered]) socket.destroy();
    await new Promise((closed) => this.server.close(closed));
  }

  private pass(browser: Socket, port: number): void {
    browser.on('error', () => browser.destroy());
    if (this.isAway) {
      browser.destroy();
      this.isTurnedAway();
      return;
    }
    // A browser asks for a WebSocket on a connection of its own, so the first bytes tell.
    browser.once('data', (head) => {
      const isSocket = /\r\nupgrade:\s*websocket/i.test(head.toString('latin1'));
      if (isSocket && this.refusesSockets) {
        browser.end(REFUSED);
        this.isTurnedAway();
        return;
      }
      if (head.toString('latin1').startsWith(`GET ${NEVER}?`)) {
        this.unanswered.add(browser);
        browser.on('close', () => this.unanswered.delete(browser));
        if (this.unanswered.size === CONNECTIONS) this.isTaken();
        return;
      }
      const list = isSocket ? this.sockets : this.plain;
      const upstream = connect(port, '127.0.0.1');
      upstream.setNoDelay(true);
      browser.setNoDelay(true);
      list.add(browser);
      const over = () => {
        list.delete(browser);
        browser.destroy();
        upstream.destroy();
      };
      for (const end of [browser, upstream]) end.on('error', over).on('close', over);
      upstream.write(head);
      browser.pipe(upstream).pipe(browser);
      // The first request on a connection may be the one.
      this.mayBreakOff(head, browser, upstream);
      browser.on('data', (asked) => this.mayBreakOff(asked, browser, upstream));
    });
  }

  private mayBreakOff(asked: Buffer, browser: Socket, upstream: Socket): void {
    if (!this.breaksOff?.request.test(asked.toString('latin1'))) return;
    const { isBroken } = this.breaksOff;
    this.breaksOff = undefined;
    upstream.unpipe(browser);
    upstream.once('data', (answer) => {
      browser.write(answer.subarray(0, answer.length / 2), () => {
        browser.destroy();
        isBroken();
      });
    });
    upstream.resume();
  }
}
