// A refusal that holds for a while: the sender is told how long.
import { Failure, type FailureCode } from '../../flows/language/failures.ts';

/** A failure with the time after which the same request may go well, whole seconds, told as Retry-After (RFC 9110 10.2.3). */
export class Later extends Failure {
  readonly seconds: number;

  constructor(code: FailureCode, seconds: number, detail?: string) {
    super(code, detail === undefined ? {} : { detail });
    this.seconds = Math.max(1, Math.ceil(seconds));
  }
}
