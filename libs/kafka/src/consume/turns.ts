interface Partition {
  readonly topic: string;
  readonly partition: number;
}

/** One batch of a partition at a time: after a rebalance a new one waits until the former has let go. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  async take({ topic, partition }: Partition, work: () => Promise<void>): Promise<void> {
    const key = `${topic} ${partition}`;
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = before.then(work);
    const ended = turn.catch(() => undefined);
    this.#last.set(key, ended);
    await turn.finally(() => {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    });
  }
}
