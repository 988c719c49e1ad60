import { expect } from '@playwright/test';
import type { Api, Board, Column, Task } from './api';

/** Makes so many things, a few at a time. */
export async function some<T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let n = 0; n < count; n += 10) {
    const few = Array.from({ length: Math.min(10, count - n) }, (_, at) => make(n + at));
    made.push(...(await Promise.all(few)));
  }
  return made;
}

/** Asks until there is one of something, and no other. */
async function only<T>(what: string, ask: () => Promise<T[]>): Promise<T> {
  let found: T[] = [];
  await expect.poll(async () => (found = await ask()).length, { message: `the only ${what}` }).toBe(1);
  return found[0] as T;
}

/** A workspace with one board, by its owner's hand. */
export class Workspace {
  private constructor(
    readonly owner: Api,
    readonly id: string,
    readonly name: string,
    readonly slug: string,
    readonly boardId: string,
  ) {}

  static async create(owner: Api, name: string): Promise<Workspace> {
    const made = await owner.call<{ id: string; slug: string }>('POST', '/workspaces', { name });
    const snapshot = await owner.call<{ boards: { id: string }[] }>('GET', `/workspaces/${made.id}/snapshot`);
    const board = snapshot.boards[0];
    if (!board) throw new Error('the new workspace has no board');
    return new Workspace(owner, made.id, name, made.slug, board.id);
  }

  /** The path of a screen of it. */
  path(rest = ''): string {
    return `/w/${this.slug}${rest}`;
  }

  get boardPath(): string {
    return this.path(`/b/${this.boardId}`);
  }

  /** The path of what belongs to it, in the API. */
  at(rest = ''): string {
    return `/workspaces/${this.id}${rest}`;
  }

  async invite(email: string, role = 'member'): Promise<string> {
    const { link } = await this.owner.call<{ link: string }>('POST', this.at('/invitations'), { email, role });
    return link;
  }

  async join(person: Api, role = 'member'): Promise<void> {
    const link = await this.invite(person.user.email, role);
    await person.call('POST', `/invitations/${link.slice(link.indexOf('#') + 1)}/accept`, {});
  }

  board(): Promise<Board> {
    return this.owner.call('GET', this.at(`/boards/${this.boardId}`));
  }

  /** A column by its name, once there is one: what a page does may still be on its way. */
  column(name: string): Promise<Column> {
    return only(`column called ${name}`, async () => (await this.board()).columns.filter((column) => column.name === name));
  }

  /** The titles in a column, in their order in the database. */
  async titles(column: string): Promise<string[]> {
    const { columns, tasks } = await this.board();
    const id = columns.find((c) => c.name === column)?.id;
    return tasks.filter((task) => task.column_id === id).map((task) => task.title);
  }

  /** A task by its title, once there is one. */
  async task(title: string): Promise<Task> {
    const { id } = await only(`task called ${title}`, async () => (await this.board()).tasks.filter((task) => task.title === title));
    return this.owner.call('GET', this.at(`/tasks/${id}`));
  }

  async add(column: string, ...titles: string[]): Promise<Task[]> {
    const { id } = await this.column(column);
    const made: Task[] = [];
    for (const title of titles) {
      const body = { board_id: this.boardId, column_id: id, title };
      made.push(await this.owner.call<Task>('POST', this.at('/tasks'), body));
    }
    return made;
  }

  /** Many tasks, in no order. */
  async fill(column: string, count: number): Promise<Task[]> {
    const { id } = await this.column(column);
    const body = (n: number) => ({ board_id: this.boardId, column_id: id, title: `Card ${n}` });
    return some(count, (n) => this.owner.call<Task>('POST', this.at('/tasks'), body(n)));
  }

  async limit(column: string, wip_limit: number | null): Promise<void> {
    const { id } = await this.column(column);
    await this.owner.call('PATCH', this.at(`/boards/${this.boardId}/columns/${id}`), { wip_limit });
  }
}
