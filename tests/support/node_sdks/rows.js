// Calls of RAM and STS that are refused, by their SDKs for Node: how each was told.
const fs = require('fs');
const { $OpenApiUtil } = require('@alicloud/openapi-core');
const products = { ram: require('@alicloud/ram20150501'), sts: require('@alicloud/sts20150401') };

const { SCALEHOOK_ENDPOINT, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ROWS } = process.env;
const config = new $OpenApiUtil.Config({
  accessKeyId: ALIBABA_CLOUD_ACCESS_KEY_ID, accessKeySecret: ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  endpoint: SCALEHOOK_ENDPOINT.replace('http://', ''), protocol: 'http', regionId: 'cn-hangzhou',
});

// As JavaScript spells the names of the wire.
function spelt(value) {
  if (Array.isArray(value)) return value.map(spelt);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [lower(name), spelt(inner)]));
}

const lower = (name) => name[0].toLowerCase() + name.slice(1);

async function refusal(clients, [product, action, parameters]) {
  const request = new products[product][`${action}Request`](spelt(parameters));
  try {
    await clients[product][lower(action)](request);
  } catch (error) {
    return [error.statusCode, error.code, error.data?.Message ?? String(error)];
  }
  return null;
}

async function main() {
  const clients = Object.fromEntries(Object.entries(products).map(([name, sdk]) => [name, new sdk.default(config)]));
  const seen = [];
  for (const row of JSON.parse(fs.readFileSync(ROWS))) seen.push(await refusal(clients, row));
  console.log(JSON.stringify({ seen }));
}

main();
