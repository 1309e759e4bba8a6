/**
 * Index of `segment` in `text` at or after `from`, or -1; Knuth, Morris and Pratt, so that no rule of a hostile robots.txt takes more
 * than linear time.
 */
export function findSegment(text: string, segment: string, from: number): number {
  const border = new Int32Array(segment.length);
  for (let index = 1, length = 0; index < segment.length; index++) {
    while (length > 0 && segment[index] !== segment[length]) length = border[length - 1] ?? 0;
    if (segment[index] === segment[length]) length++;
    border[index] = length;
  }
  if (segment === '') return from <= text.length ? from : -1;
  for (let index = from, length = 0; index < text.length; index++) {
    while (length > 0 && text[index] !== segment[length]) length = border[length - 1] ?? 0;
    if (text[index] === segment[length]) length++;
    if (length === segment.length) return index - length + 1;
  }
  return -1;
}
