// The parts of kafkajs that the adapter reaches into and that its own types do not describe (version 2.2.4, the last release).
declare module 'kafkajs/src/network/requestQueue/index.js' {
  class RequestQueue {
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    readonly pending: readonly unknown[];
    readonly enforceRequestTimeout: boolean;
    readonly isConnected: () => boolean;
    requestTimeoutIntervalId: NodeJS.Timeout | null;
    readonly inflight: ReadonlyMap<
      unknown,
      { readonly sentAt: number; readonly requestTimeout: number; timeoutRequest(): void }
    >;
    destroy(): void;
    scheduleRequestTimeoutCheck(): void;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
  }
  export default RequestQueue;
}

declare module 'kafkajs/src/network/connection.js' {
  import type { Socket } from 'node:net';
  class Connection {
    readonly socket: Socket;
    readonly bytesBuffered: number;
    processData: (this: Connection, data: Buffer) => void;
    send: (this: Connection, request: object) => Promise<unknown>;
  }
  export default Connection;
}

declare module 'kafkajs/src/broker/saslAuthenticator/index.js' {
  import type Connection from 'kafkajs/src/network/connection.js';
  class SaslAuthenticator {
    readonly connection: Connection;
    authenticate: (this: SaslAuthenticator) => Promise<void>;
  }
  export default SaslAuthenticator;
}

declare module 'kafkajs/src/consumer/batch.js' {
  import type { KafkaMessage } from 'kafkajs';
  export type FetchedMessage = KafkaMessage & {
    isControlRecord: boolean;
    batchContext: { readonly producerId: string; readonly inTransaction: boolean };
  };
  export interface PartitionData {
    readonly partition: number;
    readonly errorCode: number;
    readonly highWatermark: string;
    readonly lastStableOffset: string;
    /** Null or empty where there is none. */
    abortedTransactions: readonly { readonly producerId: string; readonly firstOffset: string }[] | null;
    readonly messages: readonly FetchedMessage[];
  }
  export interface FetchAnswer {
    readonly responses: readonly { readonly topicName: string; readonly partitions: readonly PartitionData[] }[];
  }
  class Batch {
    constructor(topic: string, fetchedOffset: string, data: PartitionData);
    readonly messages: readonly KafkaMessage[];
    /** Also those that are hidden from the reader. */
    readonly rawMessages: readonly KafkaMessage[];
    isEmpty(): boolean;
    lastOffset(): string;
  }
  export default Batch;
}

declare module 'kafkajs/src/consumer/consumerGroup.js' {
  import type Batch from 'kafkajs/src/consumer/batch.js';
  import type Cluster from 'kafkajs/src/cluster/index.js';
  export interface PartitionOfGroup {
    readonly topic: string;
    readonly partition: number;
  }
  class ConsumerGroup {
    readonly cluster: Cluster;
    offsetManager: { nextOffset(topic: string, partition: number): { toString(): string } } | null;
    recoverFromOffsetOutOfRange: (this: ConsumerGroup, error: PartitionOfGroup) => Promise<void>;
    fetch: (this: ConsumerGroup, nodeId: string) => Promise<Batch[]>;
    joinAndSync(): Promise<void>;
  }
  export default ConsumerGroup;
}

declare module 'kafkajs/src/broker/index.js' {
  import type { FetchAnswer } from 'kafkajs/src/consumer/batch.js';
  class Broker {
    fetch: (this: Broker, request: object) => Promise<FetchAnswer>;
    addPartitionsToTxn: (this: Broker, request: object) => Promise<unknown>;
    addOffsetsToTxn: (this: Broker, request: object) => Promise<unknown>;
    findGroupCoordinator(request: object): Promise<unknown>;
  }
  export default Broker;
}

declare module 'kafkajs/src/cluster/index.js' {
  import type Broker from 'kafkajs/src/broker/index.js';
  class Cluster {
    refreshMetadata(): Promise<void>;
    fetchTopicsOffset(
      topics: readonly { topic: string; partitions: readonly { partition: number }[]; fromBeginning: boolean }[],
    ): Promise<{ readonly partitions: readonly { readonly offset: string }[] }[]>;
    findControllerBroker(): Promise<Broker>;
    findGroupCoordinatorMetadata: (this: Cluster, request: object) => Promise<unknown>;
  }
  export default Cluster;
}

declare module 'kafkajs/src/protocol/decoder.js' {
  class Decoder {
    constructor(buffer: Buffer);
    readonly buffer: Buffer;
    readonly offset: number;
    readInt16(): number;
    readInt32(): number;
    readInt64(): { toString(): string };
    readString(): string;
    readBytes(size: number): Buffer;
    readArray<T>(read: () => T): T[];
    readArrayAsync<T>(read: () => Promise<T>): Promise<T[]>;
  }
  export default Decoder;
}

declare module 'kafkajs/src/protocol/recordBatch/v0/decoder.js' {
  import type { FetchedMessage } from 'kafkajs/src/consumer/batch.js';
  import type Decoder from 'kafkajs/src/protocol/decoder.js';
  const decodeRecordBatch: (decoder: Decoder) => Promise<{ readonly records: readonly FetchedMessage[] }>;
  export default decodeRecordBatch;
}

declare module 'kafkajs/src/protocol/requests/fetch/v4/decodeMessages.js' {
  import type { FetchedMessage } from 'kafkajs/src/consumer/batch.js';
  import type Decoder from 'kafkajs/src/protocol/decoder.js';
  const decodeMessages: (decoder: Decoder) => Promise<FetchedMessage[]>;
  export default decodeMessages;
}

declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  import type { FetchAnswer } from 'kafkajs/src/consumer/batch.js';
  const response: { decode: (bytes: Buffer) => Promise<FetchAnswer> };
  export default response;
}
