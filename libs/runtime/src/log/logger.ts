import { activeTrace } from '@newsflow/tracing';
import pino, { type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

const secretKeys = ['password', 'kafkaPassword', 'kafkaTlsKey', 'authorization', 'cookie'];
/** User and password of an address, wherever in a line it stands (a driver's error message, a stack). */
const credentials = /(?<=\/\/)[^/\s"@]+(?=@)/gu;

export interface LogOptions {
  readonly service: string;
  readonly level: string;
  /** Default: standard output, written at once so that the last line before an exit is not lost. */
  readonly destination?: DestinationStream;
}

/** JSON lines; errors with message, code, stack and cause; the ids of the active span; passwords blackened. */
export function createLogger({ service, level, destination }: LogOptions): Logger {
  return pino(
    {
      level,
      base: { service, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => activeTrace() ?? {},
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.errWithCause, error: pino.stdSerializers.errWithCause },
      redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '***' },
      hooks: { streamWrite: (line) => line.replaceAll(credentials, '***') },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}
