const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of a duration such as `500ms`, `30s`, `5m`, `6h` or `1d`; null for what is none. */
export function durationMs(text: string): number | null {
  const [, amount, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  return amount === undefined ? null : Number(amount) * unitMs[unit as keyof typeof unitMs];
}

/** The shortest text that {@link durationMs} reads as so many milliseconds. */
export function durationText(ms: number): string {
  const [unit, unitLengthMs] = Object.entries(unitMs).findLast(([, length]) => ms >= length && ms % length === 0) ?? [
    'ms',
    1,
  ];
  return `${ms / unitLengthMs}${unit}`;
}
