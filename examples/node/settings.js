// What the environment says: where the cloud is, the keys, and which queue to read.

function setting(fallback, ...names) {
  const found = names.map((name) => process.env[name]).find(Boolean) ?? fallback;
  if (found === undefined) throw new Error(`set ${names[0]}`);
  return found;
}

const region = setting('cn-hangzhou', 'SCALEHOOK_REGION');
const stack = process.env.SCALEHOOK_ENDPOINT;

export const settings = {
  stack, // undefined: this is the real cloud
  accountId: setting(undefined, 'SCALEHOOK_ACCOUNT_ID'),
  region,
  scaling: stack ?? `https://ess.${region}.aliyuncs.com`,
  keys: {
    accessKeyId: setting(undefined, 'ALIBABA_CLOUD_ACCESS_KEY_ID', 'SCALEHOOK_ACCESS_KEY_ID'),
    accessKeySecret: setting(undefined, 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'SCALEHOOK_ACCESS_KEY_SECRET'),
  },
  queue: setting(undefined, 'SCALEHOOK_CONSUMER_QUEUE', 'SCALEHOOK_CERTIFY_QUEUE'),
  hook: setting('', 'SCALEHOOK_CONSUMER_HOOK', 'SCALEHOOK_CERTIFY_HOOK'), // its name; empty: all
  // a notification does not say how long its hook waits
  holdSeconds: Number(
    setting('300', 'SCALEHOOK_CONSUMER_HEARTBEAT_TIMEOUT', 'SCALEHOOK_CERTIFY_HEARTBEAT_TIMEOUT'),
  ),
};
