// Reads the whole topic as an outsider would: every record is a CloudEvent, and each type's schema is where it says.
import { CloudEvent, Kafka as Binding } from "cloudevents";
import { Kafka, logLevel } from "kafkajs";
import assert from "node:assert/strict";

const [broker, topic] = process.argv.slice(2);
const kafka = new Kafka({ clientId: "outsider", brokers: [broker], logLevel: logLevel.ERROR });

const admin = kafka.admin();
await admin.connect();
const ends = new Map(
  (await admin.fetchTopicOffsets(topic)).map(({ partition, high, low }) => [partition, { high: BigInt(high), low: BigInt(low) }]),
);
await admin.disconnect();

const consumer = kafka.consumer({ groupId: `outsider-${process.pid}` });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });

const counts = new Map();
const schemas = new Map();
const left = new Set([...ends].filter(([, { high, low }]) => high > low).map(([partition]) => partition));
await new Promise((resolve, reject) => {
  consumer
    .run({
      eachMessage: async ({ partition, message }) => {
        try {
          take(message);
        } catch (refused) {
          reject(new Error(`record ${partition}-${message.offset}: ${refused.message}`, { cause: refused }));
        }
        if (BigInt(message.offset) + 1n >= ends.get(partition).high) {
          left.delete(partition);
        }
        if (left.size === 0) {
          resolve();
        }
      },
    })
    .catch(reject);
});
await consumer.disconnect();

function take(message) {
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, value.toString()]));
  const event = Binding.toEvent({ ...message, key: message.key?.toString(), headers });
  assert(event instanceof CloudEvent);
  assert(event.validate());
  assert.match(event.position, /^(0|[1-9][0-9]*)$/);
  counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
  if (event.dataschema) {
    schemas.set(event.dataschema, event);
  }
}

for (const [url, event] of schemas) {
  const answer = await fetch(url);
  assert.equal(answer.status, 200, url);
  const schema = await answer.json();
  for (const field of schema.required) {
    assert(field in event.data, `${event.type} without ${field}`);
  }
}
assert(counts.get("dev.millrace.watermark") > 0);
assert(schemas.size > 5);
console.log(Object.fromEntries(counts));
