import { BaseRpcContext } from '@nestjs/microservices';
import type { HandlerContext } from '@newsflow/kafka';

/** What `@Ctx()` gives to a `@Consume` method, and `context.switchToRpc().getContext()` to its interceptors and guards. */
export class ConsumeContext extends BaseRpcContext<[HandlerContext]> implements HandlerContext {
  get group(): string {
    return this.args[0].group;
  }

  get attempt(): number {
    return this.args[0].attempt;
  }

  get signal(): AbortSignal {
    return this.args[0].signal;
  }
}
