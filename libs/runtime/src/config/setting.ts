import type { Kind } from './kinds.ts';

export type SettingName = `NEWSFLOW_${string}`;

/** One environment variable, declared once: name, type, default and text. */
export interface Setting<T> {
  readonly name: SettingName;
  readonly kind: Kind<T>;
  /** As one would write it in the environment. */
  readonly default?: string;
  readonly required: boolean;
  readonly description: string;
  /** Another variable that names a file which holds the value, because a password is part of it. At most one of both is set. */
  readonly orFile?: SettingName;
}

/** Must be set. */
export const required = <T>(name: SettingName, kind: Kind<T>, description: string): Setting<T> => ({
  name,
  kind,
  required: true,
  description,
});

/** Must be set, either itself or as `NAME_FILE`, the name of a file that holds it. */
export const requiredSecret = <T>(name: SettingName, kind: Kind<T>, description: string): Setting<T> => ({
  ...required(name, kind, description),
  orFile: `${name}_FILE`,
});

/** May be left out; the value is then undefined. */
export const optional = <T>(name: SettingName, kind: Kind<T>, description: string): Setting<T | undefined> => ({
  name,
  kind,
  required: false,
  description,
});

/** May be left out; `fallback` is what one would write in the environment. */
export const withDefault = <T>(
  name: SettingName,
  kind: Kind<T>,
  fallback: string,
  description: string,
): Setting<T> => ({
  name,
  kind,
  default: fallback,
  required: false,
  description,
});
