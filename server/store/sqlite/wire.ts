// How lines of work travel to the writer thread: one text with the lengths of its pieces, since copying nested objects, or
// many small texts, between threads was the dearest thing a lead cost the main thread.
import type { AcceptedMore, AcceptedRun, BatchOp, Incident, RunState } from '../ports.ts';

/**
 * `ends[n]` is where the piece n ends in `text`, or below zero for one that is not there: -1 for nothing, -2 - n for the
 * bytes n. Each line begins with its kind.
 */
export interface Wire {
  text: string;
  ends: Int32Array;
  bytes: Uint8Array[];
}

/** The lines as one text. */
export function toWire(ops: readonly BatchOp[]): Wire {
  const writer = new WireWriter();
  for (const op of ops) {
    if (op.kind === 'accept') pushAccept(writer, op.run);
    else if (op.kind === 'incident') writer.push('incident', op.run, op.epoch, JSON.stringify(op.incident));
    else if (op.kind === 'append') {
      writer.push('append', op.run, op.epoch, op.records, op.state ? JSON.stringify(op.state) : null);
    } else {
      const { op: name, args, foretold = null } = op.command;
      writer.push('command', op.run, op.epoch, op.id, op.call, op.records, name, args, foretold);
    }
  }
  return writer.wire();
}

function pushAccept(writer: WireWriter, run: AcceptedRun): void {
  const { id, release, flow, version, source, test, phone, acceptedAt, inbox, claim, more } = run;
  writer.push('accept', id, release, flow, version, source, Number(test), phone, acceptedAt);
  writer.push(inbox?.type ?? null, inbox?.body ?? null, claim?.key ?? null, claim?.fingerprint ?? null);
  writer.push(claim?.since ?? null, more ? JSON.stringify(more) : null);
}

class WireWriter {
  #text = '';
  readonly #ends: number[] = [];
  readonly #bytes: Uint8Array[] = [];

  push(...pieces: (string | number | Uint8Array | null)[]): void {
    for (const piece of pieces) {
      if (piece === null) this.#ends.push(NOTHING);
      else if (typeof piece === 'object') this.#ends.push(NOTHING - this.#bytes.push(piece));
      else {
        this.#text += piece;
        this.#ends.push(this.#text.length);
      }
    }
  }

  wire(): Wire {
    return { text: this.#text, ends: Int32Array.from(this.#ends), bytes: this.#bytes };
  }
}

const NOTHING = -1;

/** The lines back from their text. */
export function fromWire(wire: Wire): BatchOp[] {
  const reader = new WireReader(wire);
  const ops: BatchOp[] = [];
  while (!reader.done) ops.push(reader.line());
  return ops;
}

class WireReader {
  readonly #wire: Wire;
  #at = 0;
  #from = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  get done(): boolean {
    return this.#at >= this.#wire.ends.length;
  }

  line(): BatchOp {
    const kind = this.#text();
    if (kind === 'accept') return { kind, run: this.#accept() };
    const run = this.#text();
    const epoch = this.#number();
    if (kind === 'incident') return { kind, run, epoch, incident: JSON.parse(this.#text()) as Incident };
    if (kind === 'append') {
      const records = this.#text();
      const state = this.#maybe();
      return { kind, run, epoch, records, state: state === undefined ? undefined : (JSON.parse(state) as RunState) };
    }
    const [id, call, records] = [this.#number(), this.#text(), this.#text()];
    const command = { op: this.#text(), args: this.#text(), foretold: this.#maybe() };
    return { kind: 'command', run, epoch, id, call, records, command };
  }

  #accept(): AcceptedRun {
    const [id, release, flow, version] = [this.#text(), this.#text(), this.#text(), this.#number()];
    const [source, test, phone, acceptedAt] = [this.#text(), this.#number() === 1, this.#text(), this.#number()];
    const type = this.#maybe();
    const body = this.#next();
    const [key, fingerprint, since] = [this.#maybe(), this.#maybe(), this.#number()];
    const more = this.#maybe();
    const inbox = type === undefined || body === undefined ? undefined : { type, body };
    const claim = key === undefined ? undefined : { key, fingerprint: fingerprint ?? '', since };
    const rest = more === undefined ? undefined : (JSON.parse(more) as AcceptedMore);
    return { id, release, flow, version, source, test, phone, acceptedAt, inbox, claim, more: rest };
  }

  #next(): string | Uint8Array | undefined {
    const end = this.#wire.ends[this.#at] ?? NOTHING;
    this.#at += 1;
    if (end < 0) return this.#wire.bytes[NOTHING - 1 - end];
    const piece = this.#wire.text.slice(this.#from, end);
    this.#from = end;
    return piece;
  }

  #text(): string {
    return String(this.#next() ?? '');
  }

  #number(): number {
    return Number(this.#next() ?? 0);
  }

  #maybe(): string | undefined {
    const piece = this.#next();
    return piece === undefined ? undefined : String(piece);
  }
}
