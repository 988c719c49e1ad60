/**
 * What somebody would write who knows nothing of Tutti but its OpenAPI file: the types are generated from it, and every request below
 * goes to the server at the address in the first argument. It ends with an error where an answer is not what the file promised.
 */
import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { components, paths } from './generated/api.js';

type Event = components['schemas']['Event'];
type Task = components['schemas']['Task'];

const baseUrl = process.argv[2];
assert(baseUrl, 'the address of a Tutti is missing');
const api = createClient<paths>({ baseUrl });

/** What was answered, where that is a success. */
function done<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  assert(answer.data !== undefined, `${answer.response.url}: ${JSON.stringify(answer.error)}`);
  return answer.data;
}

/** An event in a sentence: a switch over kinds narrows each to its payload. */
function told(event: Event): string {
  switch (event.kind) {
    case 'task.created':
    case 'task.updated':
      return `${event.data.task.title}: ${event.data.changes.map((change) => change.field).join(', ')}`;
    case 'task.deleted':
      return `${event.data.task_id} is gone`;
    case 'member.joined':
      return event.data.member.name;
    default:
      return event.kind;
  }
}

// Sign up and look around.
const account = { email: `client-${process.pid}@example.com`, password: 'seven loud violas', name: 'Cleo Client' };
const session = done(await api.POST('/api/v1/auth/register', { body: account }));
api.use({
  onRequest({ request }) {
    request.headers.set('Authorization', `Bearer ${session.access_token}`);
    return request;
  },
});
const { id: ws } = done(await api.POST('/api/v1/workspaces', { body: { name: 'Larkfield' } }));
const snapshot = done(await api.GET('/api/v1/workspaces/{ws}/snapshot', { params: { path: { ws } } }));
const role: 'guest' | 'member' | 'admin' | 'owner' = snapshot.me.role;
assert.equal(role, 'owner');
const board = snapshot.boards[0];
assert(board);

// Create, in a way that may be repeated.
const create = () =>
  api.POST('/api/v1/workspaces/{ws}/tasks', {
    params: { path: { ws }, header: { 'Idempotency-Key': 'create-1' } },
    body: { board_id: board.id, title: 'Ship it', description: 'By *noon*.', priority: 'high', status: 'todo' },
  });
const task: Task = done(await create());
assert.equal(task.priority, 'high');
assert.deepEqual(done(await create()), task);

// Read, and read again what has not changed.
const path = { ws, task: task.id };
const read = await api.GET('/api/v1/workspaces/{ws}/tasks/{task}', { params: { path } });
assert.equal(done(read).description, 'By *noon*.');
const etag = read.response.headers.get('ETag');
assert(etag);
const same = await api.GET('/api/v1/workspaces/{ws}/tasks/{task}', {
  params: { path, header: { 'If-None-Match': etag } },
});
assert.equal(same.response.status, 304);
const listed = await api.GET('/api/v1/workspaces/{ws}/tasks', {
  params: { path: { ws }, query: { priority: 'high', sort: '-created_at', limit: 10 } },
});
assert.deepEqual(done(listed).items.map((item) => item.id), [task.id]);

// Change the version that was read, and clear a field.
const patch = (body: components['schemas']['UpdateTask']) =>
  api.PATCH('/api/v1/workspaces/{ws}/tasks/{task}', { params: { path, header: { 'If-Match': etag } }, body });
const changed = done(await patch({ title: 'Ship it today', description: null }));
assert.equal(changed.title, 'Ship it today');
assert.equal(changed.description, '');

// The same version again is stale: 412 with the task as it is.
const stale = await patch({ title: 'Too late' });
assert.equal(stale.response.status, 412);
assert.equal(stale.error?.code, 'version_conflict');
assert.deepEqual(stale.error.current, changed);

// What is wrong is named: 422.
const wrong = await api.POST('/api/v1/workspaces/{ws}/tasks', {
  params: { path: { ws } },
  body: { board_id: board.id, title: '' },
});
assert.equal(wrong.response.status, 422);
assert.deepEqual(wrong.error?.errors?.map((error) => error.field), ['title']);

// Delete: 204 without a body.
const deleted = await api.DELETE('/api/v1/workspaces/{ws}/tasks/{task}', { params: { path } });
assert.equal(deleted.response.status, 204);
assert.equal(deleted.data, undefined);

// What happened meanwhile.
const { epoch, seq: after } = snapshot;
const { events } = done(
  await api.GET('/api/v1/workspaces/{ws}/events', { params: { path: { ws }, query: { epoch, after } } }),
);
assert.deepEqual(events.map(told), ['Ship it: ', 'Ship it today: title, description', `${task.id} is gone`]);
