import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '../support/fixtures';

const run = promisify(execFile);
const cwd = join(import.meta.dirname, '../client');

test('A client generated from the OpenAPI file compiles strictly and does its work', async ({ instance }) => {
  // Types from the file as it is checked in, then the compiler; either ends with an error where the file is not usable.
  await run('npm', ['run', 'build'], { cwd });
  const { stderr } = await run('node', ['dist/main.js', instance.server.url], { cwd });
  expect(stderr).toBe('');
});
