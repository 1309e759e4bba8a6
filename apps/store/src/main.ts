import 'reflect-metadata';
import { runService } from '@newsflow/runtime';
import { store } from './store.ts';

await runService(store);
