// The life of queues and topics with @alicloud/mns. It has no calls for subscriptions.
const MNS = require('@alicloud/mns');

const { SCALEHOOK_ENDPOINT: endpoint, ALIBABA_CLOUD_ACCOUNT_ID: account, NAME: name } = process.env;
const keys = {
  accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
  accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
};
const client = new MNS(account, { ...keys, endpoint });
const seen = {};

// The code in the name of what the client throws.
async function refused(asked) {
  return asked.then(
    () => 'nothing',
    (error) => /^MNS(.*)Error$/.exec(error.name)?.[1] ?? String(error),
  );
}

// Names, page by page; what the client's own call gives of the first of them does not tell the marker.
async function pages(root) {
  const found = [];
  const item = root.slice(0, -1);
  for (let marker = ''; marker !== undefined; ) {
    const headers = { 'x-mns-prefix': name, 'x-mns-ret-number': '2', 'x-mns-marker': marker };
    const { body } = await client.get(`/${root.toLowerCase()}`, root, { headers });
    found.push(body[item].map((each) => each[`${item}URL`].split('/').pop()));
    marker = body.NextMarker;
  }
  return found;
}

async function queues() {
  const first = await client.createQueue(name, { VisibilityTimeout: 45 });
  seen.created = [first.code, first.headers.location === `${endpoint}/queues/${name}`];
  seen.again = (await client.createQueue(name, { VisibilityTimeout: 45 })).code;
  seen.other = await refused(client.createQueue(name, { VisibilityTimeout: 46 }));
  await client.createQueue(`${name}-2`);
  await client.createQueue(`${name}-3`);
  seen.pages = await pages('Queues');
  seen.first_page = (await client.listQueue('', 2, name)).body.length;
  await client.setQueueAttributes(name, { VisibilityTimeout: 50 });
  const { body } = await client.getQueueAttributes(name);
  seen.attributes = ['VisibilityTimeout', 'MessageRetentionPeriod', 'ActiveMessages'].map((key) => +body[key]);
}

async function messages() {
  const waiting = client.receiveMessage(name, 30);
  const { body: sent } = await client.sendMessage(name, { MessageBody: 'hello', Priority: 1 });
  seen.sent = sent.MessageBodyMD5;
  const { body: waited } = await waiting;
  seen.waited = [waited.MessageBody, +waited.DequeueCount, +waited.Priority];
  seen.hidden = await refused(client.receiveMessage(name));
  const { body: kept } = await client.changeMessageVisibility(name, waited.ReceiptHandle, 60);
  seen.stale = await refused(client.deleteMessage(name, waited.ReceiptHandle));
  seen.deleted = (await client.deleteMessage(name, kept.ReceiptHandle)).code;
  seen.malformed = await refused(client.sendMessage(name, { MessageBody: 'a < b' }));
}

async function batches() {
  const many = ['a', 'b', 'c'].map((body) => ({ MessageBody: body, DelaySeconds: 0 }));
  seen.batch_sent = (await client.batchSendMessage(name, many)).body.length;
  seen.peeked = (await client.peekMessage(name)).body.MessageBody;
  seen.batch_peeked = (await client.batchPeekMessage(name, 16)).body.map((each) => each.MessageBody);
  const { body: received } = await client.batchReceiveMessage(name, 16, 30);
  seen.batch_received = received.map((each) => each.MessageBody);
  const [first, ...others] = received.map((each) => each.ReceiptHandle);
  const some = await client.batchDeleteMessage(name, [first, 'stale']);
  seen.partly = [some.code, some.body.map((each) => [each.ErrorCode, each.ReceiptHandle])];
  seen.batch_deleted = (await client.batchDeleteMessage(name, others)).code;
  const tooMany = Array(17).fill({ MessageBody: 'x' });
  seen.too_many = await refused(client.batchSendMessage(name, tooMany));
}

async function topics() {
  const made = await client.createTopic(name);
  seen.topic = [made.code, made.headers.location === `${endpoint}/topics/${name}`];
  await client.createTopic(`${name}-2`);
  await client.createTopic(`${name}-3`);
  seen.topic_pages = await pages('Topics');
  await client.setTopicAttributes(name, { MaximumMessageSize: 1024 });
  seen.topic_attributes = +(await client.getTopicAttributes(name)).body.MaximumMessageSize;
  const { body } = await client.publishMessage(name, { MessageBody: 'hello', MessageTag: 'tag' });
  seen.published = body.MessageBodyMD5;
}

async function ends() {
  for (const each of [name, `${name}-2`, `${name}-3`]) await client.deleteQueue(each);
  seen.gone = await refused(client.getQueueAttributes(name));
  const stranger = new MNS(account, { ...keys, accessKeySecret: 'wrong', endpoint });
  seen.stranger = await refused(stranger.listQueue());
}

(async () => {
  for (const part of [queues, messages, batches, topics, ends]) await part();
  console.log(JSON.stringify(seen));
})();
