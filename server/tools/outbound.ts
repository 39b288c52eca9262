// The one way out: sends prepared requests over HTTP/1.1, within every limit, and never twice.
import { type Dispatcher, Pool } from 'undici';
import type { RemoteAnswer } from '../../nodes/tools.ts';
import type { EgressProxy } from '../config.ts';
import { flatHeaders, readContentType, textOf } from './answer.ts';
import { connectorTo } from './connectors.ts';
import type { Egress, LookupAll } from './egress.ts';
import { scrub } from './masking.ts';
import { failureOf, WireError } from './outcome.ts';
import type { PreparedRequest } from './prepared.ts';

/** Limits of every call; safety.md 3.3. Milliseconds and bytes. */
export interface WireLimits {
  connectMs: number;
  /** Until the head of the answer is there, and between two pieces of its body. A longer endpoint timeout raises it. */
  silenceMs: number;
  /** Size of an answer, on the wire and inflated. */
  answerBytes: number;
  connectionsPerOrigin: number;
  /** A socket that was idle for longer is not used again: a receiver may be closing it just as a POST is written. */
  idleMs: number;
}

const LIMITS: WireLimits = {
  connectMs: 5000,
  silenceMs: 10_000,
  answerBytes: 1_048_576,
  connectionsPerOrigin: 64,
  idleMs: 1000,
};
/** The total time of a call that sets none; an endpoint that asks for more also gets to be silent for longer. */
export const DEFAULT_TOTAL_MS = 15_000;
const NONE: readonly string[] = [];
/** Pools kept at a time; the one that was made first goes when there are more. */
const MOST_ORIGINS = 256;

export interface Outbound {
  /**
   * Sends once and resolves with the answer, whatever its status; redirects are not followed. Fails with EGRESS_BLOCKED,
   * REMOTE_UNREACHABLE, REMOTE_TLS, CONFIG_INVALID (nothing left), or REMOTE_TIMEOUT, REMOTE_BROKEN_OFF, REMOTE_TOO_LARGE
   * (nobody knows: also where the head said 2xx and the body could not be read).
   */
  send(prepared: PreparedRequest): Promise<RemoteAnswer>;
  /** Ends idle connections and waits for calls in flight. */
  close(): Promise<void>;
}

/**
 * Makes the way out; with a proxy, through it alone. `lookup` and `limits` are arguments so that a test can lie about names
 * and wait less.
 */
export function createOutbound(options: {
  policy: Egress;
  proxy?: EgressProxy | undefined;
  lookup?: LookupAll;
  limits?: Partial<WireLimits>;
}): Outbound {
  const limits = { ...LIMITS, ...options.limits };
  const pools = new Map<string, Pool>();
  // A socket that one connection was allowed to open is not for others: what it allows is part of the pool's name.
  const poolOf = ({ origin, allow = NONE }: PreparedRequest) => {
    const key = allow.length === 0 ? origin : `${origin} ${allow.join(' ')}`;
    const known = pools.get(key);
    if (known) return known;
    const policy = allow.length === 0 ? options.policy : options.policy.with(allow);
    const pool = new Pool(origin, {
      connect: connectorTo(origin, { ...options, policy, connectMs: limits.connectMs }),
      allowH2: false,
      connections: limits.connectionsPerOrigin,
      pipelining: 1,
      keepAliveTimeout: limits.idleMs,
      keepAliveMaxTimeout: limits.idleMs,
      bodyTimeout: limits.silenceMs,
      maxResponseSize: limits.answerBytes,
    });
    pools.set(key, pool);
    const [oldest] = pools.keys();
    if (pools.size > MOST_ORIGINS && oldest !== undefined) {
      void pools.get(oldest)?.close();
      pools.delete(oldest);
    }
    return pool;
  };
  return {
    send: (prepared) =>
      new Promise((resolve, reject) => {
        // Before there is an exchange with its timer: what the connection allows may not be readable.
        const pool = poolOf(prepared);
        new Exchange(prepared, limits, { resolve, reject }).start(pool);
      }),
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      pools.clear();
    },
  };
}

/** One call on the wire. Settles its promise once; what undici says afterwards is dropped. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: PreparedRequest;
  readonly #limits: WireLimits;
  readonly #promise: { resolve: (answer: RemoteAnswer) => void; reject: (error: unknown) => void };
  readonly #began = performance.now();
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #settled = false;
  #status: number | undefined;
  #headers: { [name: string]: string } = {};

  constructor(
    request: PreparedRequest,
    limits: WireLimits,
    promise: { resolve: (answer: RemoteAnswer) => void; reject: (error: unknown) => void },
  ) {
    this.#request = request;
    this.#limits = limits;
    this.#promise = promise;
    this.#timer = setTimeout(() => this.#expire(), request.timeoutMs);
  }

  start(pool: Pool): void {
    const { method, path, headers, body, timeoutMs } = this.#request;
    const { silenceMs } = this.#limits;
    try {
      pool.dispatch(
        {
          method,
          path,
          headers,
          body: body ?? null,
          headersTimeout: Math.max(silenceMs, timeoutMs > DEFAULT_TOTAL_MS ? timeoutMs : 0),
        },
        this,
      );
    } catch (error) {
      this.#fail(error);
    }
  }

  /** undici calls this just before it writes: until then nothing has left. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled)
      controller.abort(new WireError('TOTAL_TIMEOUT', 'The time for the call was over before it began.'));
    else this.#controller = controller;
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Parameters<typeof flatHeaders>[0],
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = flatHeaders(headers);
    if (Number(this.#headers['content-length']) > this.#limits.answerBytes) {
      controller.abort(new WireError('ANSWER_TOO_LARGE', 'It announced its size in Content-Length.'));
    }
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const { type, charset } = readContentType(this.#headers['content-type']);
    try {
      const encoding = this.#headers['content-encoding'];
      const text = textOf(this.#chunks, { encoding, charset, maxBytes: this.#limits.answerBytes });
      if (typeof text === 'string') this.#answer(type, text);
      else text.then((inflated) => this.#answer(type, inflated)).catch((error: unknown) => this.#fail(error));
    } catch (error) {
      this.#fail(error);
    }
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#fail(error);
  }

  #answer(type: string, body: string): void {
    if (this.#settled) return;
    this.#settle();
    const { secrets } = this.#request;
    const headers = this.#headers;
    for (const name of secrets.length > 0 ? Object.keys(headers) : [])
      headers[name] = scrub(headers[name] ?? '', secrets);
    const ms = Math.round(performance.now() - this.#began);
    const status = this.#status ?? 0;
    this.#promise.resolve({ status, type, headers, body: scrub(body, secrets), ms, simulated: false });
  }

  #expire(): void {
    const seconds = `${this.#request.timeoutMs / 1000} s`;
    const error = this.#controller
      ? new WireError('TOTAL_TIMEOUT', `The call took longer than ${seconds}.`)
      : new WireError('TOTAL_TIMEOUT', `No connection was free or ready within ${seconds}.`);
    const controller = this.#controller;
    this.#fail(error);
    controller?.abort(error);
  }

  #fail(error: unknown): void {
    if (this.#settled) return;
    this.#settle();
    this.#promise.reject(failureOf(error, { sent: this.#controller !== undefined, status: this.#status }));
  }

  #settle(): void {
    this.#settled = true;
    clearTimeout(this.#timer);
  }
}
