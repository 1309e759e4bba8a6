import { Schema, type SchemaDefinition } from 'mongoose';

/**
 * The fields that keys, indexes and queries rest on. The rest of a document is the data of its event, whose schema is the contract's
 * (checked before it is written), hence `strict: false`. Indexes are built by the migrations, never by a service that happens to start.
 */
const schemaOf = (fields: SchemaDefinition): Schema =>
  new Schema(
    { _id: String, ...fields },
    {
      strict: false,
      autoIndex: false,
      autoCreate: false,
      versionKey: false,
    },
  );

const versions = { version: Number, parserVersion: Number };
const listed = { ...versions, current: Boolean, storedAt: Date };

const articles = schemaOf({
  ...listed,
  datePublished: String,
  publisher: { name: String },
  contentHash: String,
})
  .index({ datePublished: -1 })
  .index({ 'publisher.name': 1, datePublished: -1 });

const articleRevisions = schemaOf({
  articleId: String,
  contentHash: String,
  firstSeen: versions,
  lastSeen: versions,
}).index({ articleId: 1, 'lastSeen.version': -1 });

const quotations = schemaOf({ ...listed, articleId: String, speaker: { canonicalName: String } })
  .index({ articleId: 1 })
  .index({ 'speaker.canonicalName': 1 });

const marketQuotes = schemaOf({ ...listed, pageId: String, symbol: String })
  .index({ pageId: 1, version: -1 })
  .index({ symbol: 1, version: -1 });

const pageOutcomes = schemaOf({
  ...versions,
  pageId: String,
  stage: String,
  outcome: String,
}).index({
  pageId: 1,
  version: -1,
});

const manifests = schemaOf({ ...versions, articleId: String, quotations: [String] });

/** Every collection of the store, by its name in MongoDB. */
export const schemas = { articles, articleRevisions, quotations, marketQuotes, pageOutcomes, manifests };
export type CollectionName = keyof typeof schemas;
