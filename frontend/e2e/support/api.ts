import { randomUUID } from 'node:crypto';

/** A card as the board's answer gives it; only what the tests look at. */
export interface Task {
  id: string;
  key: string;
  board_id: string;
  column_id: string;
  title: string;
  description?: string | null;
  priority: 'low' | 'medium' | 'high';
  status: string;
  assignee_ids: string[];
  start_at: string | null;
  due_at: string | null;
  due_all_day: boolean;
  position: string;
}

export interface Column {
  id: string;
  name: string;
  category: 'todo' | 'in_progress' | 'done' | 'blocked';
  wip_limit: number | null;
}

export interface Board {
  id: string;
  name: string;
  columns: Column[];
  tasks: Task[];
}

/** An answer that is no success. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
    what: string,
  ) {
    super(`${what} was answered ${status}: ${body}`);
  }
}

interface Cookie {
  name: string;
  value: string;
  httpOnly: boolean;
}

/** A request as a client with manners makes it: a server that is too busy says when to come back. */
async function ask(url: string, request: RequestInit): Promise<Response> {
  for (;;) {
    const response = await fetch(url, request);
    if (response.status !== 503) return response;
    const seconds = Number(response.headers.get('Retry-After')) || 1;
    await new Promise((over) => setTimeout(over, seconds * 1_000));
  }
}

function cookie(header: string): Cookie {
  const [pair = '', ...attributes] = header.split(/;\s*/);
  const at = pair.indexOf('=');
  const httpOnly = attributes.some((attribute) => attribute.toLowerCase() === 'httponly');
  return { name: pair.slice(0, at), value: pair.slice(at + 1), httpOnly };
}

/** One person's way past the browser: the public REST API. */
export class Api {
  private constructor(
    readonly base: string,
    readonly user: { id: string; name: string; email: string },
    private readonly token: string,
    /** What signs a browser in as the same person. */
    readonly cookies: Cookie[],
  ) {}

  static async register(base: string, name: string, email: string, password: string): Promise<Api> {
    const response = await ask(`${base}/api/v1/auth/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name, email, password }),
    });
    const text = await response.text();
    if (!response.ok) throw new Refused(response.status, text, 'registering');
    const { user, access_token } = JSON.parse(text);
    return new Api(base, user, access_token, response.headers.getSetCookie().map(cookie));
  }

  /** One request; throws [`Refused`] where it does not succeed. */
  async call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await ask(`${this.base}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Refused(response.status, text, `${method} ${path}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
