import { connectKafka } from '../connect.ts';
import { describePort } from './contract.ts';

describePort('kafkajs', connectKafka);
