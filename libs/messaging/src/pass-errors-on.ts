import { Catch, type RpcExceptionFilter, UseFilters } from '@nestjs/common';
import { EXCEPTION_FILTERS_METADATA } from '@nestjs/common/internal';
import { type Observable, throwError } from 'rxjs';

@Catch()
class PassErrorsOn implements RpcExceptionFilter {
  catch(exception: unknown): Observable<never> {
    return throwError(() => exception);
  }
}

/**
 * Nest's own last filter logs an error and puts "Internal server error" in its place: the consumer could not tell a poison
 * record from a dependency that is down. This one stands behind the method's other filters, whatever the order of decorators.
 */
export const passErrorsOn: MethodDecorator = (target, key, descriptor) => {
  const method = descriptor.value as object;
  const others = (Reflect.getMetadata(EXCEPTION_FILTERS_METADATA, method) ?? []) as unknown[];
  Reflect.deleteMetadata(EXCEPTION_FILTERS_METADATA, method);
  UseFilters(new PassErrorsOn())(target, key, descriptor);
  const first = Reflect.getMetadata(EXCEPTION_FILTERS_METADATA, method) as unknown[];
  Reflect.defineMetadata(EXCEPTION_FILTERS_METADATA, [...first, ...others], method);
};
