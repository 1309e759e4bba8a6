import type { KafkaClient } from '../client.ts';
import { lagOf, type LagSource } from '../read/partition-lag.ts';
import type { ConsumerTelemetry } from '../telemetry.ts';
import { waited } from '../handle/back-off.ts';

interface Assigned {
  readonly topic: string;
  readonly partition: number;
}

export interface LagMeterOptions {
  readonly client: KafkaClient;
  readonly group: string;
  readonly assigned: () => readonly Assigned[];
  readonly telemetry: ConsumerTelemetry;
  readonly intervalMs: number;
  readonly signal: AbortSignal;
}

/** Measures the lag of the assigned partitions until aborted; also, and above all, while nothing is handled. */
export async function meterLag({
  client,
  group,
  assigned,
  telemetry,
  intervalMs,
  signal,
}: LagMeterOptions): Promise<void> {
  const source: LagSource = { admin: client.admin(), reader: client.reader() };
  while (await waited(intervalMs, signal)) {
    try {
      for (const lag of await lagOf(source, group, assigned())) telemetry.lag(lag);
    } catch (error) {
      client.log('debug', `The lag could not be measured: ${String(error)}`, { group });
    }
  }
  await source.reader.close();
}
