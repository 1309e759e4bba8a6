/** Items in groups of at most so many, and of little more than so many bytes: what is in memory at one time. The last one may be empty. */
export async function* slicesOf<T>(
  items: AsyncIterable<T>,
  limits: { readonly items: number; readonly bytes: number },
  bytesOf: (item: T) => number,
): AsyncGenerator<T[], void, void> {
  let slice: T[] = [];
  let bytes = 0;
  for await (const item of items) {
    slice.push(item);
    bytes += bytesOf(item);
    if (slice.length < limits.items && bytes < limits.bytes) continue;
    yield slice;
    slice = [];
    bytes = 0;
  }
  yield slice;
}
