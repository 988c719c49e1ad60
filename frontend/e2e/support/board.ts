import { type Locator, type Page, expect } from '@playwright/test';

/** What the badge says of the connection. */
export type Link = 'Live' | 'Polling, 5 s' | 'Offline';

/** The board of a page, in the words of somebody who looks at it. */
export class BoardScreen {
  constructor(readonly page: Page) {}

  /** Opens an address that ends on a board, and waits until its columns are there. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.isShown();
  }

  async isShown(): Promise<void> {
    await expect(this.page.getByRole('region', { name: /^Board, \d+ columns?$/ })).toBeVisible();
  }

  column(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  list(column: string): Locator {
    return this.column(column).getByRole('list', { name: `${column} tasks` });
  }

  /** The titles in a column, in order; each is the link to its task. */
  titles(column: string): Locator {
    return this.list(column).getByRole('link');
  }

  title(title: string): Locator {
    return this.page.getByRole('region', { name: /^Board, / }).getByRole('link', { name: title, exact: true });
  }

  card(title: string): Locator {
    return this.page.getByRole('article').filter({ has: this.page.getByRole('link', { name: title, exact: true }) });
  }

  async hasExactly(column: string, titles: string[]): Promise<void> {
    await expect(this.titles(column)).toHaveText(titles);
  }

  /** The connection's badge. */
  get badge(): Locator {
    return this.page.getByRole('button', { name: /^(Connecting|Live|Polling, 5 s|Offline)$/ });
  }

  link(state: Link): Locator {
    return this.page.getByRole('button', { name: state, exact: true });
  }

  async isLinked(state: Link): Promise<void> {
    await expect(this.link(state)).toBeVisible();
  }

  async isLive(): Promise<void> {
    await this.isLinked('Live');
  }

  /** The mouse and the focus leave the columns, which hold still for them. */
  async leave(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.getByRole('main').focus();
  }

  get activity(): Locator {
    return this.page.getByRole('complementary', { name: 'Activity' });
  }

  /** An entry of the activity rail that holds these words. */
  told(...words: string[]): Locator {
    let entries = this.activity.getByRole('listitem');
    for (const word of words) entries = entries.filter({ hasText: word });
    return entries.first();
  }

  get notices(): Locator {
    return this.page.getByRole('region', { name: 'Notifications' });
  }

  get panel(): Locator {
    return this.page.getByRole('complementary', { name: 'Task', exact: true });
  }

  /** Opens a task's panel from its card. */
  async openTask(title: string): Promise<void> {
    await this.title(title).click();
    await expect(this.panel.getByRole('textbox', { name: 'Title' })).toHaveValue(title);
  }

  async closeTask(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Close, Escape' }).or(this.panel.getByRole('button', { name: /^Close/ })).first().click();
    await expect(this.panel).toHaveCount(0);
  }

  /** Chooses from one of the panel's properties. */
  async choose(property: 'Status' | 'Priority' | 'Assignees', value: string): Promise<void> {
    await this.panel.getByRole('button', { name: new RegExp(`^${property}`) }).click();
    const menu = this.page.getByRole('menu', { name: new RegExp(`^${property}`) });
    if (property === 'Assignees') {
      // Several may be chosen, so it stays until it is closed.
      await menu.getByRole('menuitemcheckbox', { name: value }).click();
      await this.page.keyboard.press('Escape');
      await expect(menu).toHaveCount(0);
      return;
    }
    await menu.getByRole('menuitemradio', { name: value }).click();
  }

  async rename(from: string, to: string): Promise<void> {
    await this.openTask(from);
    const title = this.panel.getByRole('textbox', { name: 'Title' });
    await title.fill(to);
    await title.press('Enter');
    await this.closeTask();
  }

  async create(column: string, ...titles: string[]): Promise<void> {
    await this.column(column).getByRole('button', { name: `Add task to ${column}` }).click();
    const field = this.page.getByRole('textbox', { name: 'Title of the new task' });
    for (const title of titles) {
      await field.fill(title);
      await field.press('Enter');
      await expect(field).toHaveValue('');
    }
    await field.press('Escape');
    await expect(field).toHaveCount(0);
    // The focus goes on a frame later, and would come back into the column.
    await expect(this.page.locator('main :focus, main:focus')).toHaveCount(1);
    await this.leave();
  }
}
