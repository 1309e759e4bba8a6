/** Kafka or MongoDB of a stack, as one thing that can be taken away and come back. */
export interface StackPart {
  /** False when it comes from the environment: then it cannot be stopped or started from here. */
  readonly embedded: boolean;
  /** Of the running embedded process, else null. */
  readonly pid: number | null;
  /** Ends the process in order; its data and its port stay. Does nothing when it is not running. */
  stop(): Promise<void>;
  /** Starts it again on the same port with the same data, and resolves when it can be used. Does nothing when it is running. */
  start(): Promise<void>;
}

export interface KafkaPart extends StackPart {
  /** `host:port` each. */
  readonly brokers: string[];
  /** The listener that asks for a login, if logins were asked for. */
  readonly loginBrokers: string[];
}

export interface MongodbPart extends StackPart {
  readonly uri: string;
}
