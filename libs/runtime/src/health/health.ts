import type { Logger } from '../log/logger.ts';

/** Answers if the dependency is well; otherwise throws (or rejects) with the reason. */
export type Check = () => Promise<void> | void;

export interface NotReady {
  readonly name: string;
  readonly reason: string;
}

const timeLimitMs = 2000;

/** Never hangs on a dependency that neither answers nor refuses. */
async function withinLimit(check: Check): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer in ${timeLimitMs} ms`));
    }, timeLimitMs);
  });
  try {
    await Promise.race([check(), limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Readiness: everything that was registered must be well, and the service neither starting nor stopping. */
export class Health {
  private readonly checks = new Map<string, Check>();
  private readonly down = new Map<string, string>();
  private phase: 'starting' | 'running' | 'stopping' = 'starting';
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly logger: Logger) {}

  /** @param name what an operator calls it: "kafka", "mongodb", "consumer-group" */
  register(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  started(): void {
    if (this.phase === 'starting') this.phase = 'running';
  }
  stopping(): void {
    this.phase = 'stopping';
  }

  /** Asks everything at once. Empty: ready. */
  async notReady(): Promise<NotReady[]> {
    const states = await Promise.all([...this.checks].map(([name, check]) => this.ask(name, check)));
    const phase = this.phase === 'running' ? [] : [{ name: 'service', reason: this.phase }];
    return [...phase, ...states.filter((state) => state !== undefined)];
  }

  /** Looks again and again, so that the log says when a dependency goes and comes even if nobody asks for readiness. */
  watch(everyMs = 2000): void {
    this.timer = setInterval(() => void this.notReady(), everyMs);
    this.timer.unref();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async ask(name: string, check: Check): Promise<NotReady | undefined> {
    try {
      await withinLimit(check);
      this.up(name);
      return undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.lost(name, reason);
      return { name, reason };
    }
  }

  /** One line for each change of state, none for the same state seen again. */
  private lost(name: string, reason: string): void {
    if (this.phase === 'running' && !this.down.has(name))
      this.logger.warn({ dependency: name, reason }, `${name} is not ready`);
    this.down.set(name, reason);
  }
  private up(name: string): void {
    if (this.down.delete(name) && this.phase === 'running')
      this.logger.info({ dependency: name }, `${name} is ready again`);
  }
}
