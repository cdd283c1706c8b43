// The stand-in for your work. A hook's metadata may say how long it takes, and how it ends:
// {"certify": {"work": "120s", "outcome": "ok"}}
import { pause } from './time.js';

// From a notification to CONTINUE, ABANDON or ROLLBACK.
export async function work(action, signal) {
  const { work: duration = '0s', outcome = 'ok' } = asked(action);
  console.log('working on', action.instanceIds.join(' '));
  if (parseFloat(duration) > 0) await pause(parseFloat(duration), signal);
  if (outcome === 'crash') process.exit(1);
  return outcome === 'ok' ? 'CONTINUE' : 'ABANDON';
}

function asked(action) {
  try {
    return JSON.parse(action.notificationMetadata).certify ?? {};
  } catch {
    return {};
  }
}
