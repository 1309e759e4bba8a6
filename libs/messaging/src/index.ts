export { Consume, type ConsumeOptions } from './consume.ts';
export { ConsumeContext } from './consume-context.ts';
export { KafkaTransport, type KafkaTransportOptions } from './kafka-transport.ts';
