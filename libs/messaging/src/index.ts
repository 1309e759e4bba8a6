export { Consume, type ConsumeOptions } from './consume.ts';
export { KafkaTransport, type KafkaTransportOptions } from './kafka-transport.ts';
