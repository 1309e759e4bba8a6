// The settings alone, for programs that are no services: without Nest and the rest of a service.
export { settings } from './config/catalogue.ts';
export { kafkaConnection, kafkaProblems } from './config/kafka-connection.ts';
export { ConfigurationError, readSetting, readSettings } from './config/read-settings.ts';
export type { Setting } from './config/setting.ts';
