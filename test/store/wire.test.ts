// Lines of work come out of the writer's door as they went in.
import { describe, expect, it } from 'vitest';
import type { BatchOp, RunState } from '../../server/store/ports.ts';
import { fromWire, toWire } from '../../server/store/sqlite/wire.ts';

const run = { id: 'r', release: 'h', flow: 'f', version: 3, source: 's', test: true, phone: '', acceptedAt: 5 };
const lines: BatchOp[] = [
  {
    kind: 'accept',
    run: { ...run, inbox: { type: '', body: '' }, claim: { key: 'k', fingerprint: 'x', since: 0 }, more: undefined },
  },
  { kind: 'accept', run: { ...run, test: false, inbox: undefined, claim: undefined, more: undefined } },
  {
    kind: 'accept',
    run: { ...run, inbox: { type: 'a/b', body: new Uint8Array([0, 255]) }, claim: undefined, more: undefined },
  },
  { kind: 'append', run: 'r', epoch: 2, records: '{"t":"x"}', state: { state: 'finished', outcome: 'accepted' } },
  { kind: 'append', run: 'r', epoch: 2, records: '', state: undefined },
  {
    kind: 'command',
    run: 'r',
    epoch: 1,
    id: 7,
    call: 'create.1',
    records: '',
    command: { op: 'lead.create', args: '{"phone":{"raw":"ß"},"list":[1,null,true]}', foretold: '{}' },
  },
];

describe('the wire to the writer thread', () => {
  it('gives every kind of line back as it was', () => {
    expect(fromWire(toWire(lines))).toEqual(lines);
    expect(fromWire(toWire([]))).toEqual([]);
  });

  it('gives letters of any width, halves of letters and zeros back between bodies of bytes, in another thread', () => {
    const texts = ['', 'a', 'ß', '見', '😀', '\ud83d', '\ude00', '\0', 'x\0y'];
    const given = texts.flatMap((text, at): BatchOp[] => [
      {
        kind: 'accept',
        run: {
          ...{
            ...run,
            phone: text,
            more: undefined,
            inbox: { type: text, body: at % 2 ? text : new Uint8Array([at]) },
          },
          claim: { key: text, fingerprint: text, since: at - 1 },
        },
      },
      { kind: 'append', run: text, epoch: at, records: JSON.stringify({ text }), state: { reason: text } as RunState },
    ]);
    expect(fromWire(structuredClone(toWire(given)))).toEqual(given);
  });
});
