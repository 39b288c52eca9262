// How lines of work travel to the writer thread: one flat list of texts and numbers, since copying nested objects between
// threads was the dearest thing a lead cost the main thread.
import type { JsonObject } from '../../../flows/language/document.ts';
import type { AcceptedMore, AcceptedRun, BatchOp, Incident, RunState } from '../ports.ts';

/** Texts, numbers, bytes and nulls; each line begins with its kind. */
export type Wire = (string | number | Uint8Array | null)[];

/** The lines as a flat list. */
export function toWire(ops: readonly BatchOp[]): Wire {
  const wire: Wire = [];
  for (const op of ops) {
    if (op.kind === 'accept') pushAccept(wire, op.run);
    else if (op.kind === 'incident') wire.push('incident', op.run, op.epoch, JSON.stringify(op.incident));
    else if (op.kind === 'append') {
      wire.push('append', op.run, op.epoch, op.records, op.state ? JSON.stringify(op.state) : null);
    } else {
      const { op: name, args, foretold = null } = op.command;
      wire.push('command', op.run, op.epoch, op.id, op.call, op.records, name, JSON.stringify(args), foretold);
    }
  }
  return wire;
}

function pushAccept(wire: Wire, run: AcceptedRun): void {
  const { id, release, flow, version, source, test, phone, acceptedAt, inbox, claim, more } = run;
  wire.push('accept', id, release, flow, version, source, Number(test), phone, acceptedAt);
  wire.push(inbox?.type ?? null, inbox?.body ?? null, claim?.key ?? null, claim?.fingerprint ?? null);
  wire.push(claim?.since ?? null, more ? JSON.stringify(more) : null);
}

/** The lines back from their flat list. */
export function fromWire(wire: Wire): BatchOp[] {
  const reader = new WireReader(wire);
  const ops: BatchOp[] = [];
  while (!reader.done) ops.push(reader.line());
  return ops;
}

class WireReader {
  readonly #wire: Wire;
  #at = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  get done(): boolean {
    return this.#at >= this.#wire.length;
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
    const [op, args, foretold] = [this.#text(), JSON.parse(this.#text()) as JsonObject, this.#maybe()];
    const command = { op, args, foretold };
    return { kind: 'command', run, epoch, id, call, records, command };
  }

  #accept(): AcceptedRun {
    const [id, release, flow, version] = [this.#text(), this.#text(), this.#text(), this.#number()];
    const [source, test, phone, acceptedAt] = [this.#text(), this.#number() === 1, this.#text(), this.#number()];
    const type = this.#maybe();
    const body = this.#next();
    const [key, fingerprint, since] = [this.#maybe(), this.#maybe(), this.#number()];
    const more = this.#maybe();
    const inbox = type === undefined || body === null || typeof body === 'number' ? undefined : { type, body };
    const claim = key === undefined ? undefined : { key, fingerprint: fingerprint ?? '', since };
    const rest = more === undefined ? undefined : (JSON.parse(more) as AcceptedMore);
    return { id, release, flow, version, source, test, phone, acceptedAt, inbox, claim, more: rest };
  }

  #next(): Wire[number] {
    const value = this.#wire[this.#at];
    this.#at += 1;
    return value ?? null;
  }

  #text(): string {
    return String(this.#next());
  }

  #number(): number {
    return Number(this.#next());
  }

  #maybe(): string | undefined {
    const value = this.#next();
    return value === null ? undefined : String(value);
  }
}
