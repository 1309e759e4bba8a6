import { describe, expect, it } from '@jest/globals';
import { kafkaSettings } from './kafka-settings.ts';
import type { Profile } from './profile.ts';

const settingsOf = (profile: Profile): Record<string, string> =>
  Object.fromEntries(
    kafkaSettings(profile, { ports: { kafka: 20001, controller: 20002 }, logFolder: '/data' })
      .trim()
      .split('\n')
      .map((line) => line.split('=') as [string, string]),
  );

describe('settings of the embedded broker', () => {
  it('create no topic by themselves', () => {
    expect(settingsOf('quick')['auto.create.topics.enable']).toBe('false');
  });

  it('take a raw page of 8 MiB and the dead letter made of it, 64 KiB larger', () => {
    expect(Number(settingsOf('quick')['message.max.bytes'])).toBeGreaterThan(8 * 1024 * 1024 + 64 * 1024);
  });

  it('compact in the durable profile only', () => {
    expect(settingsOf('durable')['log.cleaner.enable']).toBe('true');
    expect(settingsOf('quick')['log.cleaner.enable']).toBe('false');
  });

  it('listen on loopback only', () => {
    expect(settingsOf('durable')['listeners']).toBe('PLAINTEXT://127.0.0.1:20001,CONTROLLER://127.0.0.1:20002');
  });
});
