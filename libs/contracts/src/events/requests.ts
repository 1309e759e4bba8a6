import Type from 'typebox';
import { Id, Instant, nullable, oneOf, Url } from './fields.ts';

export const FetchRequest = Type.Object(
  {
    url: Url,
    sourceId: Type.Optional(Type.String()),
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 9, description: '9 is fetched first; default 5.' })),
    notBefore: Type.Optional(Instant),
  },
  { title: 'FetchRequest', description: 'Please fetch this page.' },
);
export type FetchRequest = Type.Static<typeof FetchRequest>;

export const SourceHealth = Type.Object(
  {
    sourceId: Type.String(),
    status: oneOf('healthy', 'degraded', 'failing', 'disabled'),
    at: Instant,
    consecutiveFailures: Type.Integer({ minimum: 0 }),
    lastSuccessAt: Type.Optional(Instant),
    reason: nullable(Type.String()),
  },
  { title: 'SourceHealth', description: 'The state of one source; the newest record of its key counts.' },
);
export type SourceHealth = Type.Static<typeof SourceHealth>;

export const Takedown = Type.Object(
  { pageId: Id, url: Type.Optional(Url), at: Instant, reason: nullable(Type.String()) },
  { title: 'Takedown', description: 'Remove everything of this page everywhere, and do not fetch it again.' },
);
export type Takedown = Type.Static<typeof Takedown>;
