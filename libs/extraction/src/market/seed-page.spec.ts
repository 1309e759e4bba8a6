import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { findMarketRows } from './find-market-rows.ts';

interface GoldRow {
  raw: string;
  symbolRaw: string;
  start: number;
  end: number;
  emit: { confidence: number; issues: string[]; duplicateOf: string | null };
}
const folder = fileURLToPath(new URL('../../../../../shared/data/seed/', import.meta.url));
const isPresent = existsSync(folder);

(isPresent ? describe : describe.skip)(
  `market rows of the seed page${isPresent ? '' : ' (skipped: ../shared is not here)'}`,
  () => {
    const load = () => {
      const gold = JSON.parse(readFileSync(`${folder}seed-gold.json`, 'utf8')) as { marketRows: GoldRow[] };
      const text = readFileSync(`${folder}000_bd79811b425dde84.txt`, 'utf8');
      return {
        gold: gold.marketRows,
        rows: findMarketRows(
          { kind: 'text', text, language: 'en' },
          { pageId: 'a'.repeat(32), version: 1, parserVersion: 1 },
        ),
      };
    };

    it('become one quote for each distinct row, with the number of its occurrences', () => {
      const { gold, rows } = load();
      const counts = new Map<string, number>();
      for (const { raw } of gold) counts.set(raw, (counts.get(raw) ?? 0) + 1);
      expect(rows).toHaveLength(7);
      expect(new Map(rows.map(({ quote }) => [quote.raw, quote.occurrences]))).toEqual(counts);
      expect(rows.flatMap(({ spans }) => spans ?? []).sort((a, b) => a.start - b.start)).toEqual(
        gold.map(({ start, end }) => ({ start, end })),
      );
    });

    it('keep their text and decide nothing', () => {
      const { gold, rows } = load();
      for (const { quote } of rows) {
        const row = gold.find(({ raw, emit }) => raw === quote.raw && emit.duplicateOf === null);
        expect(quote.symbolRaw).toBe(row?.symbolRaw);
        expect(quote.parseStatus).toBe('ambiguous');
        expect([quote.symbol, quote.last, quote.change, quote.changePercent, quote.asOf, quote.currency]).toEqual([
          null,
          null,
          null,
          null,
          null,
          null,
        ]);
        expect([...quote.issues].sort()).toEqual([...(row?.emit.issues ?? [])].sort());
        expect(quote.confidence).toBe(row?.emit.confidence);
      }
    });
  },
);
