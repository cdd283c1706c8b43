// Auto Scaling: more time for an action, and its result. @alicloud/pop-core calls any operation by name.
import Core from '@alicloud/pop-core';

import { settings } from './settings.js';
import { pause } from './time.js';

export const ENDED = 'LifecycleHookIdAndLifecycleActionToken.Invalid';
const PASSING = /^(Throttling|ServiceUnavailable|InternalError)/;
const REFUSALS = 3; // a completion may come before the wait is known everywhere
const LONGEST_PAUSE = 30;

const client = new Core({ ...settings.keys, endpoint: settings.scaling, apiVersion: '2022-02-22' });
const options = { method: 'POST', timeout: 10_000, formatParams: false };

export function heartbeat(action) {
  const parameters = {
    RegionId: settings.region,
    lifecycleHookId: action.lifecycleHookId,
    lifecycleActionToken: action.lifecycleActionToken,
    heartbeatTimeout: settings.holdSeconds,
  };
  return client.request('RecordLifecycleActionHeartbeat', parameters, { ...options });
}

// Tries again while the hook may still wait; what stays refused is left to the hook's default result.
export async function complete(action, result, signal) {
  let refusals = 0;
  for (let left = settings.holdSeconds, seconds = 1; left > 0; seconds = Math.min(2 * seconds, LONGEST_PAUSE)) {
    try {
      await completeOnce(action, result);
      return;
    } catch (problem) {
      refusals += problem.code === ENDED;
      if (refusals === REFUSALS || !(problem.code === ENDED || passing(problem))) {
        console.log('not completed:', action.lifecycleActionToken, problem.code);
        return;
      }
    }
    left -= seconds;
    await pause(seconds, signal);
  }
  console.log('given up:', action.lifecycleActionToken);
}

function completeOnce(action, result) {
  const parameters = {
    RegionId: settings.region,
    LifecycleHookId: action.lifecycleHookId,
    LifecycleActionToken: action.lifecycleActionToken,
    LifecycleActionResult: result,
    ClientToken: action.lifecycleActionToken, // the same completion, however often it is sent
  };
  return client.request('CompleteLifecycleAction', parameters, { ...options });
}

// Answers that are no answers: a connection that broke, and what the cloud says when it is busy.
function passing(problem) {
  return !problem.data || PASSING.test(problem.code);
}
