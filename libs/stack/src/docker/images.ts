import { KAFKA_VERSION } from '../runtimes/pins.ts';

export interface Images {
  kafka: string;
  mongodb: string;
}

/** The official images, unless the environment names others that behave like them. */
export function imagesOf(env: NodeJS.ProcessEnv): Images {
  const named = (name: string, fallback: string) => {
    const value = (env[name] ?? '').trim();
    return value === '' ? fallback : value;
  };
  return {
    kafka: named('NEWSFLOW_KAFKA_IMAGE', `apache/kafka:${KAFKA_VERSION}`),
    mongodb: named('NEWSFLOW_MONGODB_IMAGE', 'mongo:8.0'),
  };
}
