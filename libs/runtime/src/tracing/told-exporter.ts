import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '../log/logger.ts';

/** Says once that spans are lost, and once that they arrive again, however long the collector was away. */
export class ToldExporter implements SpanExporter {
  #lost = 0;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly logger: Logger,
  ) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.exporter.export(spans, (result) => {
      if (result.code === ExportResultCode.SUCCESS) this.#arrived();
      else this.#failed(spans.length, result.error);
      done(result);
    });
  }

  async shutdown(): Promise<void> {
    await this.exporter.shutdown();
  }

  #arrived(): void {
    if (this.#lost > 0) this.logger.info({ lostSpans: this.#lost }, 'traces arrive again');
    this.#lost = 0;
  }

  #failed(spans: number, error: Error | undefined): void {
    if (this.#lost === 0)
      this.logger.warn({ reason: error?.message }, 'traces do not arrive; the work goes on without');
    this.#lost += spans;
  }
}
