import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { Health } from './health.ts';

/** Where an orchestrator and Prometheus ask. */
export const httpPaths = { live: '/health/live', ready: '/health/ready', metrics: '/metrics' } as const;

/** What they ask. */
@Controller()
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly registry: Registry,
  ) {}

  /** Answers as long as the event loop turns: a dependency that is down is no reason for a restart. */
  @Get(httpPaths.live)
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get(httpPaths.ready)
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; notReady: unknown[] }> {
    const notReady = await this.health.notReady();
    if (notReady.length > 0) reply.status(503);
    return { status: notReady.length === 0 ? 'ready' : 'not ready', notReady };
  }

  @Get(httpPaths.metrics)
  async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.header('content-type', this.registry.contentType);
    return await this.registry.metrics();
  }
}
