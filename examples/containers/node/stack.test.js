// A stack in a container for all tests of a file: `npm test`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { GenericContainer, Wait } from 'testcontainers';

const PORT = 4580;
const PATIENCE_MILLISECONDS = 300_000; // a busy machine is no failure
let stack;
let endpoint;

before(async () => {
  stack = await new GenericContainer(process.env.SCALEHOOK_IMAGE ?? 'scalehook')
    .withCommand(['up', '--host', '0.0.0.0', '--state', '/tmp/state'])
    .withEnvironment({
      SCALEHOOK_ACCESS_KEY_ID: 'testid',
      SCALEHOOK_ACCESS_KEY_SECRET: 'testsecret',
      SCALEHOOK_ALLOWED_HOSTS: '["*"]', // Docker's host may have any name
    })
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forHttp('/readyz', PORT).withStartupTimeout(PATIENCE_MILLISECONDS))
    .start();
  endpoint = `http://${stack.getHost()}:${stack.getMappedPort(PORT)}`;
});

after(() => stack?.stop());

test('time is moved', async () => {
  const answer = await fetch(`${endpoint}/_scalehook/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seconds: '6h' }),
  });
  assert.deepEqual((await answer.json()).busy, []);
});
