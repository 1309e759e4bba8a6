declare module 'html-encoding-sniffer' {
  interface Options {
    readonly transportLayerEncodingLabel?: string;
    readonly defaultEncoding?: string;
    readonly maxPrescanBytes?: number;
  }
  /** Name of the encoding by the WHATWG sniffing algorithm. */
  export default function sniff(bytes: Uint8Array, options?: Options): string;
}
