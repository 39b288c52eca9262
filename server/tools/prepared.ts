// A request that is ready to leave: what `connections.ts` builds, the journal notes, and `outbound.ts` sends.
import type { MaskedRequest } from '../run/records.ts';

/** Everything the wire needs, and the same with its secrets masked for the journal. */
export interface PreparedRequest {
  /** `scheme://host:port` of the connection; nothing in a call can change it. */
  readonly origin: string;
  /** As the connection says; undefined where it names none. */
  readonly concurrency?: number | undefined;
  /** Private addresses that this connection alone may reach: blocks, with `:port` after. */
  readonly allow?: readonly string[] | undefined;
  readonly method: string;
  /** Path with query, percent-encoded. */
  readonly path: string;
  /** Name, value, name, value ... Names are unique without regard to case. */
  readonly headers: string[];
  /** Bytes where the body is in a character set other than UTF-8. */
  readonly body: string | Uint8Array | undefined;
  /** Total time for the call, milliseconds. */
  readonly timeoutMs: number;
  /** Secret values in the request: taken out of whatever the receiver echoes. */
  readonly secrets: readonly string[];
  readonly masked: MaskedRequest;
}
