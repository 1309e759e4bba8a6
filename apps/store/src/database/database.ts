import { UnavailableError } from '@newsflow/kafka';
import mongoose, { type Connection } from 'mongoose';
import type {
  ArticleDocument,
  ArticleRevisionDocument,
  ManifestDocument,
  MarketQuoteDocument,
  PageOutcomeDocument,
  QuotationDocument,
} from '../schema/documents.ts';
import { migrate } from '../schema/migrations.ts';
import type { CollectionName } from '../schema/schemas.ts';
import { translated } from './unavailable.ts';

interface Documents {
  articles: ArticleDocument;
  articleRevisions: ArticleRevisionDocument;
  quotations: QuotationDocument;
  marketQuotes: MarketQuoteDocument;
  pageOutcomes: PageOutcomeDocument;
  manifests: ManifestDocument;
}

/** How long an operation waits for a primary before consumption pauses instead. */
const serverSelectionTimeoutMS = 3000;

/** The store's MongoDB database. Everything it does rejects with UnavailableError while MongoDB does not answer. */
export class StoreDatabase {
  private readonly connection: Connection = mongoose.createConnection();

  constructor(
    private readonly uri: string,
    private readonly name: string,
  ) {}

  /** Connects, once MongoDB answers, and brings the database to the present shape. Returns the ids of the migrations that were done. */
  async open(): Promise<string[]> {
    return await translated(async () => {
      await this.connection.openUri(this.uri, {
        dbName: this.name,
        serverSelectionTimeoutMS,
        bufferCommands: false,
        autoIndex: false,
        autoCreate: false,
        writeConcern: { w: 'majority', journal: true },
      });
      return await migrate(this.connection);
    });
  }

  /** For reading. */
  collection<Name extends CollectionName>(name: Name) {
    return this.opened().collection<Documents[Name]>(name);
  }

  /** The same collection for updates by pipeline, which the driver's types describe no closer than this. */
  target(name: CollectionName) {
    return this.opened().collection<{ _id: string }>(name);
  }

  async ping(): Promise<void> {
    await translated(() => this.opened().admin().ping());
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private opened() {
    const database = this.connection.db;
    if (!database) throw new UnavailableError('MONGODB_UNAVAILABLE', 'MongoDB has not answered yet');
    return database;
  }
}
