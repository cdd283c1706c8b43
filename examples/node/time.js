// Pauses: by the clock of a stack, which may be moved, or by the machine's own.
import { setTimeout as sleep } from 'node:timers/promises';

import { settings } from './settings.js';

// Resolves after so many seconds; rejects when the signal is aborted. `action` is the token of one that
// is kept alive in between: meanwhile a stack does not wait for its consumer before it moves time on.
export async function pause(seconds, signal, action = '') {
  if (!settings.stack) return sleep(seconds * 1000, undefined, { signal });
  const url = `${settings.stack}/_scalehook/clock/wait?seconds=${seconds}&action=${action}`;
  try {
    const answer = await fetch(url, { signal });
    if (answer.ok) return undefined;
  } catch (problem) {
    if (signal?.aborted) throw problem;
  }
  return sleep(1000, undefined, { signal });
}
