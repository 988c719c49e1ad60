import { type BrowserContext, type ConsoleMessage, expect } from '@playwright/test';

/** What a browser says of itself whenever a request is answered with an error, by the address it was for. */
interface Expected {
  status: number | 'network';
  path: RegExp;
}

/** How the address of a part of the program ends. */
const PART = '/assets/split_layers.wasm';

/** What Leptos says, in a build for development, of a signal that is read where nothing tracks it. */
const UNTRACKED = 'outside a reactive tracking context';

/** Collects what should never be there: errors in the console, warnings of Leptos, and what the content security policy had to stop. */
export class Watch {
  readonly found: string[] = [];
  private readonly expected: Expected[] = [];
  private readonly words: RegExp[] = [];

  async add(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP stopped ${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
    });
    await context.addInitScript(watchTexts);
    context.on('console', (message) => this.hear(message));
    context.on('weberror', (error) => this.note(`uncaught: ${error.error()}`));
  }

  /** A test that brings about refusals or lost connections says which. */
  expect(status: number | 'network', path: RegExp): void {
    this.expected.push({ status, path });
    // A part that is fetched ahead, a few seconds after a board is shown, fails too: that may be just then. Its loader says so.
    if (status === 'network' && path.test(PART)) this.expectText(/^TypeError: (Failed to fetch|network error)/);
  }

  /** A test that breaks something says in which words that is told. */
  expectText(words: RegExp): void {
    this.words.push(words);
  }

  /** Fails where anything was found. */
  check(): void {
    expect(this.found, 'errors and warnings in the console').toEqual([]);
  }

  private hear(message: ConsoleMessage): void {
    const text = message.text();
    const isOurs = message.type() === 'error' || (message.type() === 'warning' && text.includes(UNTRACKED));
    if (!isOurs) return;
    const { url } = message.location();
    const status = /(?:status of|response code:) (\d+)/.exec(text)?.[1];
    const isNetwork = /net::ERR_|WebSocket connection to/.test(text);
    const known = this.expected.some(
      (one) => (one.path.test(url) || one.path.test(text)) && (one.status === 'network' ? isNetwork : status === String(one.status)),
    );
    if (!known) this.note(`${text} (${url})`);
  }

  private note(what: string): void {
    if (!this.words.some((words) => words.test(what))) this.found.push(what);
  }
}

/**
 * Reports texts that change in place. A browser that translates the page has put nodes of its own there by then, so such a change
 * would not be seen: a text is kept from translation, or its element is filled anew. Runs in the page.
 */
function watchTexts(): void {
  const isKept = (node: Node) => {
    const element = node instanceof Element ? node : node.parentElement;
    return !element || !element.isConnected || element.closest('[translate=no], .prose, head') !== null || 'tuttiSays' in element;
  };
  const isWord = (node: Node) => node instanceof Text && /\p{L}|\p{N}/u.test(node.data);
  const isTranslated = (node: Node) => node instanceof HTMLElement && node.localName === 'font';
  const observer = new MutationObserver((records) => {
    const added = new Set(records.flatMap(({ addedNodes }) => [...addedNodes]));
    // What is filled anew has nothing left of before.
    const isAnew = (target: Node) => [...target.childNodes].every((node) => node instanceof Comment || added.has(node));
    for (const { type, target, addedNodes, removedNodes } of records) {
      if ([...addedNodes].some(isTranslated) || isKept(target)) continue;
      if (type === 'childList' && isAnew(target)) continue;
      for (const node of type === 'characterData' ? [target] : [...addedNodes, ...removedNodes]) {
        if (!isWord(node)) continue;
        const parent = target instanceof Element ? target : target.parentElement;
        console.error(`a text changed in place: “${node.textContent}” in ${parent?.outerHTML.slice(0, 160)}`);
      }
    }
  });
  const begin = () => observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  if (document.body) begin();
  else document.addEventListener('DOMContentLoaded', begin);
}
