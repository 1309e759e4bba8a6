export { type ServiceName, settings, type SettingsOf } from './config/catalogue.ts';
export { ConfigurationError, type Environment, readSettings } from './config/read-settings.ts';
export { settingsReference } from './config/reference.ts';
export { httpPaths } from './health/health.controller.ts';
export { createLogger, type Logger } from './log/logger.ts';
export { kafkaSettings } from './service/kafka-settings.ts';
export { closingLimitMs, runService } from './service/run-service.ts';
export type { ServiceContext, ServiceDefinition, ServiceParts } from './service/service.ts';
export { type RunningService, startService } from './service/start-service.ts';
