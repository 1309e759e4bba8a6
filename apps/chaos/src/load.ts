import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { headerText, rawPageLimits, topicNames } from '@newsflow/contracts';
import { type KafkaClient, UnavailableError } from '@newsflow/kafka';
import { type Message, messagesOf, type MessagesOptions } from './messages.ts';

const together = 20;
const againAfterMs = 200;

/** Of what a page was asked for. */
export const fetchOf = (url: string): string => `fetch of ${url}`;

/** `<topic>/<partition>/<offset> <id>`, without the namespace. */
export const placeOf = (topic: string, partition: number, offset: string, id: string): string =>
  `${topic}/${partition}/${offset} ${id}`;

export interface LoadOptions extends Omit<MessagesOptions, 'bomb'> {
  readonly overMs: number;
}

/**
 * Sends the messages evenly over the time, each until it is acknowledged: what is sent again may be in the log twice, and
 * is then two fetches. Resolves with the places that the broker has acknowledged, and the fetches that were asked for.
 */
export async function sendLoad(
  kafka: KafkaClient,
  namespace: string,
  { overMs, ...options }: LoadOptions,
): Promise<string[]> {
  const names = topicNames(namespace);
  const producer = kafka.producer();
  const bomb = gzipSync(Buffer.alloc(rawPageLimits.inflatedBytes + 1));
  const acknowledged: string[] = [];
  const startedAt = performance.now();
  const send = async (messages: readonly Message[]): Promise<void> => {
    for (const [topic, of] of Map.groupBy(messages, (message) => message.topic)) {
      const records = of.map(({ record }) => record);
      for (;;) {
        try {
          const positions = await producer.send(names.topic(topic), records);
          positions.forEach(({ partition, offset }, index) => {
            const { url, record } = of[index] as Message;
            const id = headerText(record.headers, 'ce_id') ?? '';
            acknowledged.push(url === undefined ? placeOf(`${topic}.v1`, partition, offset, id) : fetchOf(url));
          });
          break;
        } catch (error) {
          if (!(error instanceof UnavailableError)) throw error;
          await delay(againAfterMs);
        }
      }
    }
  };
  let sent = 0;
  let open: Message[] = [];
  for (const message of messagesOf({ ...options, bomb })) {
    open.push(message);
    if (open.length < together) continue;
    await send(open);
    sent += open.length;
    open = [];
    const dueInMs = startedAt + (overMs * sent) / options.count - performance.now();
    if (dueInMs > 0) await delay(dueInMs);
  }
  await send(open);
  await producer.close();
  return acknowledged;
}
