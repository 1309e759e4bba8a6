import 'reflect-metadata';
import { runService } from '@newsflow/runtime';
import { scraper } from './scraper.ts';

await runService(scraper);
