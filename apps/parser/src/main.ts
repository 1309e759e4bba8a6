import 'reflect-metadata';
import { runService } from '@newsflow/runtime';
import { parser } from './parser.ts';

await runService(parser);
