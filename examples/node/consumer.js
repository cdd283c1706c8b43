// A consumer of lifecycle hooks that runs until SIGTERM: `node consumer.js`.
//
// A message is deleted after the work, so it comes back when the consumer dies. While the work goes on,
// heartbeats hold both the hook and the message. SIGTERM gives a message in hand back at once.
import MNSClient from '@alicloud/mns';

import { ENDED, complete, heartbeat } from './scaling.js';
import { settings } from './settings.js';
import { pause } from './time.js';
import { work } from './work.js';

const REMEMBERED = 1000;
const mns = new MNSClient(settings.accountId, {
  ...settings.keys,
  region: settings.region,
  endpoint: settings.stack,
});
const { queue, holdSeconds } = settings;
const messageSeconds = Math.ceil(holdSeconds / 2); // who takes over from a dead consumer has time, too
const stopping = new AbortController();
const ended = new Set(); // tokens of actions that are done with: a notification may come twice
let idle = true;

process.on('SIGTERM', () => {
  stopping.abort();
  if (idle) process.exit(0);
});

while (!stopping.signal.aborted) {
  try {
    await takeOne();
  } catch (problem) {
    if (stopping.signal.aborted) break;
    console.log('again in a second:', problem.message);
    await pause(1).catch(() => undefined);
  }
}
process.exit(0);

async function takeOne() {
  const message = await receive();
  if (!message) return;
  idle = false;
  const held = { handle: message.ReceiptHandle };
  try {
    const action = actionIn(message.MessageBody);
    if (action && settings.hook && action.lifecycleHookName !== settings.hook) return; // for others
    if (action && !ended.has(action.lifecycleActionToken)) await serve(action, held);
    await mns.deleteMessage(queue, held.handle);
  } catch (problem) {
    await hold(held, 1).catch(() => undefined); // somebody else may have it
    throw problem;
  } finally {
    idle = true;
  }
}

async function receive() {
  try {
    return (await mns.receiveMessage(queue, 20)).body;
  } catch (problem) {
    if (problem.name.startsWith('MNSMessageNotExist')) return undefined; // an empty queue
    throw problem;
  }
}

// The content of a notification; undefined for what is none, such as a test of the receiver.
function actionIn(body) {
  try {
    const { content } = JSON.parse(Buffer.from(body, 'base64').toString());
    if (isText(content.lifecycleActionToken) && isText(content.lifecycleHookId)) return content;
  } catch {
    // told below
  }
  console.log('no notification:', String(body).slice(0, 60));
  return undefined;
}

function isText(value) {
  return typeof value === 'string' && value !== '';
}

async function serve(action, held) {
  await hold(held, messageSeconds);
  const over = new AbortController();
  const beating = beat(action, held, over.signal);
  let result;
  try {
    result = await work(action, stopping.signal);
  } finally {
    over.abort();
    await beating;
  }
  if (!ended.has(action.lifecycleActionToken)) await complete(action, result, stopping.signal);
  remember(action.lifecycleActionToken);
}

async function beat(action, held, over) {
  try {
    for (;;) {
      await pause(holdSeconds / 3, over, action.lifecycleActionToken);
      await heartbeat(action);
      await hold(held, messageSeconds);
    }
  } catch (problem) {
    if (over.aborted) return;
    console.log('no more time:', problem.message);
    if (problem.code === ENDED) remember(action.lifecycleActionToken);
  }
}

async function hold(held, seconds) {
  const { body } = await mns.changeMessageVisibility(queue, held.handle, seconds);
  held.handle = body.ReceiptHandle;
}

function remember(token) {
  ended.add(token);
  if (ended.size > REMEMBERED) ended.delete(ended.values().next().value);
}
