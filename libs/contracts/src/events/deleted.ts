import Type from 'typebox';
import { Id, Instant, nullable } from './fields.ts';

export const Deleted = Type.Object(
  { id: Id, pageId: Id, at: Instant, reason: nullable(Type.String()) },
  { title: 'Deleted', description: 'A takedown removed this record; nothing else deletes.' },
);
export type Deleted = Type.Static<typeof Deleted>;
