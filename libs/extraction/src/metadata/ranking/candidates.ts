/** A form of a value and where it was read. */
export interface Reading<T> {
  readonly value: T;
  /** As in `extraction.sources` of the contract. */
  readonly source: string;
}

/** One possible value of a field, with everything that speaks for or against it. */
export interface Candidate<T> {
  /** Equal for all forms of one value. */
  readonly key: string;
  /** The forms in which it was found, best source first. */
  readonly readings: readonly Reading<T>[];
  /** Name of a sign → how much of it there is, mostly 1. */
  readonly evidence: Map<string, number>;
  /** Independent places that state the value. */
  readonly origins: Set<string>;
}

const maxCandidates = 60;
const maxReadings = 8;

/** Collects what the sources of a page say about one field. Bounded: sources come best first, what is too many is left out. */
export class Candidates<T> {
  private readonly found = new Map<string, Candidate<T> & { readings: Reading<T>[] }>();

  add(key: string, reading: Reading<T>, origin: string, evidence: readonly string[]): void {
    if (key === '') return;
    let candidate = this.found.get(key);
    if (!candidate) {
      if (this.found.size >= maxCandidates) return;
      candidate = { key, readings: [], evidence: new Map(), origins: new Set() };
      this.found.set(key, candidate);
    }
    if (candidate.readings.length < maxReadings) candidate.readings.push(reading);
    candidate.origins.add(origin);
    for (const name of evidence) candidate.evidence.set(name, 1);
  }

  get all(): Candidate<T>[] {
    return [...this.found.values()];
  }
}
