import type { MarketIssue } from '../issues.ts';
import type { Direction, Slot } from './row.ts';

export interface Signed {
  readonly change: Direction | 0 | 'unknown' | 'contradictory' | null;
  readonly changePercent: Direction | 0 | 'unknown' | 'contradictory' | null;
  readonly issues: readonly MarketIssue[];
}
type Settled = Signed['change'];
const isZero = (slot: Slot): boolean => slot.state === 'unchanged' || slot.amount?.value === '0';

function own(slot: Slot): Settled {
  const sign = slot.amount?.sign ?? null;
  const arrow = slot.amount?.arrow ?? slot.direction;
  if (isZero(slot)) return 0;
  if (sign !== null && arrow !== null && sign !== arrow) return 'contradictory';
  return sign ?? arrow;
}

/**
 * The direction of change and percent from sign, arrow, class, word and accounting brackets. What contradicts itself has
 * none; a bracket around a percent beside a change that shows its own direction is no minus.
 */
export function settleSigns(change: Slot | undefined, percent: Slot | undefined): Signed {
  const issues: MarketIssue[] = [];
  let first = change ? own(change) : null;
  let second = percent ? own(percent) : null;
  if (first === null && change?.amount?.bracketed === true) first = -1;
  if (
    second === null &&
    percent?.amount?.bracketed === true &&
    (first === null ? change === undefined : change?.amount?.bracketed === true)
  )
    second = -1;
  const arrowOnFirst = change?.amount?.arrow ?? change?.direction ?? null;
  // One sign or arrow serves both: "▼ 378.53 (1.95%)".
  if (second === null && percent && (first === 1 || first === -1)) second = first;
  if (first === null && change && (second === 1 || second === -1)) first = second;
  if (first === 'contradictory' || second === 'contradictory') issues.push('SIGN_MISMATCH');
  const bothKnown = (first === 1 || first === -1) && (second === 1 || second === -1);
  if (bothKnown && first !== second) {
    issues.push('SIGN_MISMATCH');
    first = second = 'contradictory';
  }
  if (second === null && percent && first === 'contradictory')
    second = arrowOnFirst === null ? 'unknown' : 'contradictory';
  const unsettled = (slot: Slot | undefined, settled: Settled): Settled => {
    if (!slot || settled !== null) return settled;
    if (!slot.colourOnly) return 1;
    issues.push('SIGN_UNKNOWN');
    return 'unknown';
  };
  first = unsettled(change, first);
  second = unsettled(percent, second);
  return { change: first, changePercent: second, issues };
}
