import type { KafkaMessage } from 'kafkajs';
import type { ReceivedRecord } from '../records.ts';

export const receivedRecord = (topic: string, partition: number, message: KafkaMessage): ReceivedRecord => ({
  topic,
  partition,
  offset: message.offset,
  timestamp: message.timestamp,
  key: message.key,
  value: message.value,
  headers: message.headers ?? {},
});
