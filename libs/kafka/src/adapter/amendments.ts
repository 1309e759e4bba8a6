import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

// What is wrong in kafkajs 2.2.4 is put right here, at import time, so that every user of this library gets it.

const pollMs = 10;

/**
 * The original arms a timer after each response even with nothing pending, and with a negative time while nothing is
 * throttled: on current Node a TimeoutNegativeWarning and a 1 ms timer that re-arms itself for ever, on each connection.
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
  const throttledMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    throttledMs > 0 ? throttledMs : pollMs,
  );
};

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

// kafkajs knows zstd by number only. Node's own is far cheaper than the gzip that kafkajs brings, at the same size.
kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => ({
  compress: (encoder: { readonly buffer: Buffer }) => compress(encoder.buffer),
  decompress: (buffer: Buffer) => decompress(buffer),
});
