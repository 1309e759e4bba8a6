import Type from 'typebox';
import { Id, Instant, nullable, Rights, Sha256, Url, Version } from './fields.ts';

/** Limits of a raw page: beyond them the fetch ends in the outcome `too-large`. */
export const rawPageLimits = { wireBytes: 6 * 1024 * 1024, inflatedBytes: 32 * 1024 * 1024 } as const;

export const FetchFacts = Type.Object(
  {
    pageId: Id,
    url: Type.String({ ...Url, description: 'As requested.' }),
    finalUrl: Url,
    version: Version,
    status: Type.Integer(),
    fetchedAt: Instant,
    contentType: nullable(Type.String({ description: "The response's own content-type." })),
    etag: Type.Optional(Type.String()),
    lastModified: Type.Optional(Type.String()),
    redirects: Type.Array(Type.Object({ url: Url, status: Type.Integer() })),
    sha256: Type.String({ ...Sha256, description: 'Of the body after undoing its content codings.' }),
    previous: nullable(Type.Object({ sha256: Sha256, version: Version })),
    sourceId: nullable(Type.String()),
    rights: Rights,
  },
  { title: 'FetchFacts', description: 'Header nf_fetch of a raw-page record; the value is the body as received.' },
);
export type FetchFacts = Type.Static<typeof FetchFacts>;
