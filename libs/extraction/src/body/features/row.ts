/**
 * The numbers of one block, put one after the other. Single precision, as the model is trained: a value between two thresholds falls
 * on the same side in both.
 */
export class Row {
  readonly values: Float32Array;
  private at = 0;

  constructor(size: number) {
    this.values = new Float32Array(size);
  }

  begin(): void {
    this.at = 0;
  }

  put(value: number): void {
    this.values[this.at++] = value;
  }

  /** The same number several times. */
  repeat(value: number, times: number): void {
    this.values.fill(value, this.at, this.at + times);
    this.at += times;
  }
}
