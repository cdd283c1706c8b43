// The same with ali-mns, which knows no endpoint: its requests for the cloud come by way of a proxy.
const { Account, MNSTopic, MQ, MQBatch, Msg, OpenStack, Subscription, Topic } = require('ali-mns');

const { ALIBABA_CLOUD_ACCOUNT_ID: owner, NAME: name } = process.env;
const account = signedBy(process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET);
const service = new MNSTopic(account, 'hangzhou');
const queue = new MQBatch(name, account, 'hangzhou');
const single = new MQ(name, account, 'hangzhou'); // for one message at a time
const topic = new Topic(name, account, 'hangzhou');
const FORMATS = ['XML', 'JSON', 'SIMPLIFIED'];
const seen = {};

function signedBy(secret) {
  const made = new Account(owner, process.env.ALIBABA_CLOUD_ACCESS_KEY_ID, secret);
  made.setGA(false); // tells nobody about its use
  return made;
}

function queueNamed(suffix) {
  return new MQ(`${name}-${suffix}`, account, 'hangzhou');
}

async function refused(asked) {
  return asked.then(() => 'nothing', (answer) => answer.Error?.Code ?? String(answer));
}

function listed(data) {
  return Array.isArray(data) ? data : [data];
}

async function pages(root, list) {
  const found = [];
  const item = root.slice(0, -1);
  for (let marker; ; ) {
    const { [root]: page } = await list(2, marker);
    found.push(listed(page[item]).map((each) => each[`${item}URL`].split('/').pop()));
    marker = page.NextMarker;
    if (!marker) return found;
  }
}

async function queues() {
  seen.created = await service.createP(name, { VisibilityTimeout: 45 });
  seen.again = await service.createP(name, { VisibilityTimeout: 45 });
  seen.other = await refused(service.createP(name, { VisibilityTimeout: 46 }));
  for (const format of FORMATS) await service.createP(`${name}-${format}`);
  seen.pages = await pages('Queues', (size, marker) => service.listP(name, size, marker));
  await queue.setAttrsP({ VisibilityTimeout: 50 });
  const { Queue: shown } = await queue.getAttrsP();
  seen.attributes = ['VisibilityTimeout', 'MessageRetentionPeriod', 'ActiveMessages'].map((key) => +shown[key]);
}

async function messages() {
  const waiting = single.recvP(30);
  seen.sent = (await single.sendP('hello', 1)).Message.MessageBodyMD5;
  const { Message: waited } = await waiting;
  seen.waited = [waited.MessageBody, +waited.DequeueCount, +waited.Priority];
  seen.hidden = await refused(single.recvP());
  const { ChangeVisibility: kept } = await single.reserveP(waited.ReceiptHandle, 60);
  seen.stale = await refused(single.deleteP(waited.ReceiptHandle));
  seen.deleted = await single.deleteP(kept.ReceiptHandle);
}

async function batches() {
  const sent = await queue.sendP(['a', 'b', 'c'].map((body) => new Msg(body)));
  seen.batch_sent = sent.Messages.Message.length;
  seen.peeked = (await single.peekP()).Message.MessageBody;
  seen.batch_peeked = (await queue.peekP(16)).Messages.Message.map((each) => each.MessageBody);
  const { Messages: received } = await queue.recvP(30, 16);
  seen.batch_received = received.Message.map((each) => each.MessageBody);
  const [first, ...others] = received.Message.map((each) => each.ReceiptHandle);
  const partly = await queue.deleteP([first, 'stale']).catch((answer) => answer.Errors.Error);
  seen.partly = [partly.ErrorCode, partly.ReceiptHandle];
  seen.batch_deleted = await queue.deleteP(others);
}

async function topics() {
  seen.topic = await service.createTopicP(name);
  for (const suffix of [2, 3]) await service.createTopicP(`${name}-${suffix}`);
  seen.topic_pages = await pages('Topics', (size, marker) => service.listTopicP(name, size, marker));
  await topic.setAttrsP({ MaximumMessageSize: 1024 });
  seen.topic_attributes = +(await topic.getAttrsP()).Topic.MaximumMessageSize;
  for (const format of FORMATS) {
    const endpoint = `acs:mns:cn-hangzhou:${owner}:queues/${name}-${format}`;
    await topic.subscribeP(format, endpoint, 'BACKOFF_RETRY', format, 'tag');
  }
  const subscription = new Subscription('XML', topic);
  await subscription.setAttrsP({ NotifyStrategy: 'EXPONENTIAL_DECAY_RETRY' });
  const { Subscription: shown } = await subscription.getAttrsP();
  seen.subscription = [shown.NotifyStrategy, shown.NotifyContentFormat, shown.FilterTag];
  seen.subscriptions = await pages('Subscriptions', (size, marker) => topic.listP('', size, marker));
  await topic.publishP('for nobody', false, 'other');
  seen.published = (await topic.publishP('hello', false, 'tag')).Message.MessageBodyMD5;
  seen.pushed = await Promise.all(FORMATS.map(pushed));
  seen.pushed_once = await refused(queueNamed('XML').recvP());
}

// The message as it is: the client's own call takes it for Base64.
async function pushed(format) {
  const url = `http://${owner}.mns.cn-hangzhou.aliyuncs.com/queues/${name}-${format}/messages?waitseconds=30`;
  const { MessageBody: body } = (await new OpenStack(account).sendP('GET', url)).Message;
  if (format === 'JSON') return JSON.parse(body).Message;
  return format === 'XML' ? /<Message>(.*)<\/Message>/.exec(body)[1] : body;
}

async function ends() {
  for (const format of FORMATS) await topic.unsubscribeP(format);
  seen.unsubscribed = await refused(new Subscription('XML', topic).getAttrsP());
  for (const each of [name, `${name}-2`, `${name}-3`]) await service.deleteTopicP(each);
  seen.topic_gone = await refused(topic.getAttrsP());
  for (const each of [name, ...FORMATS.map((format) => `${name}-${format}`)]) await service.deleteP(each);
  seen.gone = await refused(queue.getAttrsP());
  seen.stranger = await refused(new MNSTopic(signedBy('wrong'), 'hangzhou').listP());
}

(async () => {
  for (const part of [queues, messages, batches, topics, ends]) await part();
  console.log(JSON.stringify(seen));
})();
