import { type BrowserContext, type ConsoleMessage, expect } from '@playwright/test';

/** What a browser says of itself whenever a request is answered with an error, by the address it was for. */
interface Expected {
  status: number | 'network';
  path: RegExp;
}

/** Collects what should never be there: errors in the console, and what the content security policy had to stop. */
export class Watch {
  readonly found: string[] = [];
  private readonly expected: Expected[] = [];

  async add(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP stopped ${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
    });
    context.on('console', (message) => this.hear(message));
    context.on('weberror', (error) => this.found.push(`uncaught: ${error.error().message}`));
  }

  /** A test that brings about refusals or lost connections says which. */
  expect(status: number | 'network', path: RegExp): void {
    this.expected.push({ status, path });
  }

  /** Fails where anything was found. */
  check(): void {
    expect(this.found, 'errors in the console').toEqual([]);
  }

  private hear(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    const text = message.text();
    const { url } = message.location();
    const status = /(?:status of|response code:) (\d+)/.exec(text)?.[1];
    const isNetwork = /net::ERR_|WebSocket connection to/.test(text);
    const known = this.expected.some(
      (one) => (one.path.test(url) || one.path.test(text)) && (one.status === 'network' ? isNetwork : status === String(one.status)),
    );
    if (!known) this.found.push(`${text} (${url})`);
  }
}
