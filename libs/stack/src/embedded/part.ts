/** Kafka or MongoDB of a stack, as one thing that can be taken away and come back. */
export interface StackPart {
  /** What comes from the environment cannot be stopped or started from here. */
  readonly source: 'environment' | 'embedded' | 'docker';
  /** Of the running embedded process, else null. */
  readonly pid: number | null;
  /** Ends it in order; its data and its port stay. Does nothing when it is not running. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would; its data and its port stay. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data, and resolves when it can be used. Does nothing when it is running. */
  start(): Promise<void>;
}

export interface KafkaPart extends StackPart {
  /** `host:port` each. */
  readonly brokers: string[];
  /** The listener that asks for a login, if logins were asked for. */
  readonly loginBrokers: string[];
  /** The listeners with TLS, if they were asked for. */
  readonly scramBrokers: string[];
  readonly certificateBrokers: string[];
}

/** Of a Kafka that nobody has to log in to. */
export const openToAll = { loginBrokers: [], scramBrokers: [], certificateBrokers: [] };

export interface MongodbPart extends StackPart {
  readonly uri: string;
}

/** The parts of one stack that are its own. */
export interface StackParts {
  startKafka(): Promise<KafkaPart>;
  startMongodb(): Promise<MongodbPart>;
  /** Ends what was started: in order where the data stay, at once where they go too. */
  close(): Promise<void>;
}
