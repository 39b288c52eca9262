// One keep-alive HTTP/1.1 connection, written by hand so that the load costs as little as it can of a shared machine.
import { connect, type Socket } from 'node:net';

/** One answer: the body is only looked at for its success flag. */
export interface Heard {
  status: number;
  success: boolean;
}

const HEAD_END = '\r\n\r\n';

/** A connection that has one request in flight at most. Rejects its request where the socket goes or the answer has no length. */
export class Connection {
  readonly #socket: Socket;
  #text = '';
  #settle: { resolve: (heard: Heard) => void; reject: (fault: Error) => void } | undefined;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => this.#read(chunk));
    this.#socket.on('error', (fault) => this.#fail(fault));
    this.#socket.on('close', () => this.#fail(new Error('The connection was closed.')));
  }

  ask(request: string): Promise<Heard> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#settle = undefined;
    this.#socket.destroy();
  }

  #read(chunk: string): void {
    this.#text += chunk;
    const end = this.#text.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.#text.slice(0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.#fail(new Error(`The answer has no Content-Length: ${head}`));
      return;
    }
    const body = this.#text.slice(end + HEAD_END.length);
    if (body.length < Number(length)) return;
    this.#text = '';
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.resolve({ status: Number(head.slice(9, 12)), success: /"success": ?true/.test(body) });
  }

  #fail(fault: Error): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.reject(fault);
  }
}
