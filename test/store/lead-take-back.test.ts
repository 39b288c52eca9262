// Imports of leads that are taken back while people, flows and other imports touch the same leads: nobody's work is lost.
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openDirectStore } from '../support/direct-store.ts';
import { LeadFiles } from '../support/lead-files.ts';
import { rounds } from '../support/rounds.ts';

const store = openDirectStore();
const { raw } = store.db;
afterAll(() => store.close());
raw.exec('SAVEPOINT empty');

const [ANN, BEN, CID] = ['+13105550101', '+13105550102', '+13105550103'] as const;
let files: LeadFiles;
beforeEach(anew);

function anew(): void {
  raw.exec('ROLLBACK TO empty');
  files = new LeadFiles(store.db);
}

const later = () => {
  files.now += 1;
};
const fieldsOf = (number: string) => files.leads(number).map(({ fields }) => JSON.parse(String(fields)));
const idOf = (number: string) => files.leads(number)[0]?.id ?? '';
/** Everything of the leads that taking back can touch. */
const dump = () =>
  ['lead', 'lead_flag', 'lead_external', 'lead_count'].map((table) =>
    store.db.all(`SELECT * FROM ${table} ORDER BY 1, 2`).filter(({ leads }) => leads !== 0),
  );

describe('what a person made of a lead', () => {
  it('is nothing where the file alone brought its number, twice and at two times', () => {
    const id = files.begin('update');
    for (const note of ['row 1', 'row 2', 'row 3']) {
      files.row(id, BEN, { note });
      later();
    }
    expect(files.cancel(id)).toMatchObject({ removed: 1, putBack: 0, kept: 0 });
    expect(files.leads(BEN)).toEqual([]);
  });

  it('between two rows of its number is given back, and counted', () => {
    files.flow(ANN, { fields: { note: 'before' } });
    later();
    const id = files.begin('update');
    files.row(id, ANN, { note: 'row 1' });
    later();
    files.edit(idOf(ANN), { owner: 'bob', fields: { note: 'bob’s' }, flags: ['vip'] });
    later();
    files.row(id, ANN, { note: 'row 2' });
    later();
    expect(fieldsOf(ANN)).toEqual([{ note: 'row 2' }]);
    expect(files.cancel(id)).toMatchObject({ removed: 0, putBack: 0, kept: 1 });
    expect(fieldsOf(ANN)).toEqual([{ note: 'bob’s' }]);
    expect(files.leads(ANN)).toMatchObject([{ owner: 'bob', flags: '["vip"]' }]);
    expect(files.ask('leadImport.kept', { id })).toEqual([idOf(ANN)]);
  });

  it.each([0, 1])('of one that the import made stays, %d ms later, whichever row comes after it', (wait) => {
    const id = files.begin('update');
    files.row(id, ANN, { note: 'row 1' });
    files.now += wait;
    files.edit(idOf(ANN), { fields: { note: 'bob’s' } });
    files.now += wait;
    files.row(id, ANN, { note: 'row 2' });
    expect(files.cancel(id)).toMatchObject({ removed: 0, kept: 1 });
    // Two hands within one millisecond: nothing is taken back that may not be the import's.
    expect(fieldsOf(ANN)).toEqual([{ note: wait === 0 ? 'row 2' : 'bob’s' }]);
    expect(files.ask('leadImport.kept', { id })).toEqual([]);
  });

  it('stays through an import that is taken back, begun again and taken back again', () => {
    const id = files.begin('merge');
    files.row(id, ANN, { note: 'row 1' });
    later();
    files.edit(idOf(ANN), { owner: 'bob', fields: { note: 'bob’s' } });
    expect(files.cancel(id)).toMatchObject({ removed: 0, kept: 1 });
    later();
    files.again(id);
    files.row(id, ANN, { note: 'row 1' });
    files.row(id, ANN, { note: 'row 2' });
    files.row(id, BEN);
    expect(files.cancel(id)).toMatchObject({ removed: 1, kept: 1, putBack: 0 });
    expect(fieldsOf(ANN)).toEqual([{ note: 'bob’s' }]);
  });
});

describe('a lead that an import made', () => {
  it.each([
    ['a flow', () => files.flow(ANN)],
    ['a flow that only received it', () => files.flow(ANN, { received: 'A duplicate.' })],
    ['a flow that only looked for it', () => files.find(ANN)],
    ['another import', () => files.row(files.begin('skip', 'other.csv'), ANN)],
  ])('stays once %s brought a duplicate of it', (_, bring) => {
    const id = files.begin('skip');
    for (const number of [ANN, BEN, BEN]) files.row(id, number);
    later();
    bring();
    expect(files.cancel(id)).toMatchObject({ removed: 1, kept: 1 });
    expect([files.leads(ANN).length, files.leads(BEN).length]).toEqual([1, 0]);
  });

  it('that is gone before who looked for it goes on is not there for it either', () => {
    const id = files.begin('skip');
    files.row(id, ANN);
    expect(files.find(ANN, () => files.cancel(id))).toBeNull();
    expect(files.find(ANN)).toBeNull();
  });

  it('goes where the import with its duplicate was taken back before', () => {
    const [one, other] = [files.begin('skip'), files.begin('skip')];
    files.row(one, ANN);
    files.row(other, ANN);
    expect(files.cancel(other)).toMatchObject({ removed: 0, kept: 0 });
    expect(files.cancel(one)).toMatchObject({ removed: 1, kept: 0 });
    expect(store.db.all('SELECT * FROM lead_met')).toEqual([]);
  });

  it('goes where the import with its duplicate was taken back and deleted, and stays where one that brought it is done', () => {
    const [one, other, done] = [files.begin('skip'), files.begin('skip'), files.begin('skip')];
    for (const number of [ANN, BEN]) files.row(one, number);
    files.row(other, ANN);
    files.row(done, BEN);
    files.cancel(other);
    files.remove(other);
    files.end(done);
    expect(() => files.remove(done)).toThrow(expect.objectContaining({ code: 'CHANGED_MEANWHILE' }));
    expect(files.cancel(one)).toMatchObject({ removed: 1, kept: 1 });
    expect([files.leads(ANN).length, files.leads(BEN).length]).toEqual([0, 1]);
  });

  it('meets nothing for nothing: a new lead, and one that a flow made, are noted nowhere', () => {
    files.flow(ANN);
    files.flow(ANN);
    expect(files.find(ANN)).toBe(idOf(ANN));
    files.row(files.begin('skip'), ANN);
    expect(store.db.all('SELECT * FROM lead_met')).toEqual([]);
  });
});

describe('two imports over one lead', () => {
  it('are taken back one after the other, the last one first', () => {
    files.flow(ANN, { fields: { note: 'before' } });
    later();
    const before = dump();
    const one = files.begin('update', 'one.csv');
    files.row(one, ANN, { note: 'one' }, ['hot']);
    files.row(one, BEN);
    later();
    const two = files.begin('update', 'two.csv');
    for (const number of [ANN, BEN]) files.row(two, number, { note: 'two' });
    later();
    expect(files.cancel(two)).toMatchObject({ putBack: 2, kept: 0 });
    later();
    expect(files.cancel(one)).toMatchObject({ putBack: 1, removed: 1, kept: 0 });
    expect(dump()).toEqual(before);
  });

  it('are two where their files have one name, within one millisecond too', () => {
    files.flow(ANN, { fields: { note: 'before' } });
    const [one, two] = [files.begin('update'), files.begin('update')];
    files.row(one, ANN, { note: 'one' });
    files.row(two, ANN, { note: 'two' });
    expect(files.cancel(one)).toMatchObject({ putBack: 0, kept: 1 });
    expect(fieldsOf(ANN)).toEqual([{ note: 'two' }]);
  });
});

describe('the work of the writer', () => {
  it('goes by an index, whatever is taken back, begun again or looked at', () => {
    files.flow(ANN);
    later();
    const id = files.begin('update');
    for (const number of [ANN, BEN, CID]) files.row(id, number, {}, ['hot']);
    files.flow(CID);
    const steps: string[] = [];
    const plan = (sql: string, values: (string | number)[]) =>
      steps.push(...store.db.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map((row) => String(row.detail)));
    const watched = Object.assign(Object.create(store.db) as typeof store.db, {
      ...Object.fromEntries(
        (['get', 'all', 'run'] as const).map((how) => [
          how,
          (sql: string, ...values: (string | number)[]) => {
            plan(sql, values);
            return store.db[how](sql, ...values);
          },
        ]),
      ),
    });
    const seen = new LeadFiles(watched);
    seen.now = files.now;
    expect(seen.cancel(id)).toMatchObject({ removed: 1, putBack: 1, kept: 1 });
    seen.again(id);
    seen.ask('leadImport.kept', { id });
    expect(steps.filter((step) => /\bSCAN\b/.test(step))).toEqual([]);
    expect(steps.at(-1)).toContain('lead_import_kept');
    const left = ['lead_flag', 'lead_external'].map((table) => store.db.all(`SELECT * FROM ${table}`));
    expect(left).toEqual([[{ flag: 'hot', lead: idOf(CID) }], []]);
  });
});

const NUMBERS = [ANN, BEN, CID];
const number = fc.constantFrom(...NUMBERS);
const which = fc.nat(2);
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('row' as const), which, number }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('edit' as const, 'flow' as const), which, number }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('cancel' as const), which, number, cut: fc.nat(4) }) },
);
/** How long after the one before: two often come within one millisecond, and a clock may be put back. */
const timed = fc.tuple(fc.integer({ min: -1, max: 1 }), happening);

describe('whatever comes in whichever order', () => {
  it('no edit of a person is lost, and every number that a flow brought has a lead', () => {
    fc.assert(
      fc.property(fc.array(timed, { maxLength: 30 }), (happenings) => {
        anew();
        const came = new Set<string>([ANN]);
        const edits = new Map<string, string>();
        files.flow(ANN);
        const imports = (['update', 'merge', 'skip'] as const).map((met) => ({ id: files.begin(met), isOpen: true }));
        for (const [at, [wait, { does, which: place, number: of, ...more }]] of happenings.entries()) {
          files.now += wait;
          const found = imports[place] ?? { id: '', isOpen: false };
          if (does === 'flow' && place === 1) {
            if (files.find(of) !== null) came.add(of);
          } else if (does === 'flow') {
            came.add(of);
            files.flow(of, place === 2 ? { onDuplicate: 'merge', fields: { note: `${at}` } } : {});
          } else if (does === 'edit') {
            const id = idOf(of);
            if (id === '') continue;
            edits.set(id, `owner ${at}`);
            files.edit(id, { owner: `owner ${at}` });
          } else if (does === 'row') {
            if (!found.isOpen) files.again(found.id);
            found.isOpen = true;
            files.row(found.id, of, { note: `${at}` });
          } else {
            found.isOpen = false;
            files.cancel(found.id, { limit: 1, cut: 'cut' in more ? Number(more.cut) : 0 });
          }
          for (const [lead, owner] of edits)
            expect(store.db.get('SELECT owner FROM lead WHERE id = ?', lead)).toEqual({ owner });
          for (const each of came) expect(files.leads(each)).not.toEqual([]);
        }
      }),
      rounds(40),
    );
  });

  it('imports that nobody touched leave nothing, whichever is taken back first, wherever that was cut off', () => {
    const file = fc.record({
      met: fc.constantFrom('update' as const, 'merge' as const, 'skip' as const, 'allow' as const),
      rows: fc.array(fc.tuple(number, fc.boolean()), { maxLength: 6 }),
      cut: fc.nat(8),
      turn: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 4 }), (given) => {
        anew();
        files.flow(ANN, { fields: { note: 'before' } });
        const before = dump();
        const begun = given.map(({ met, rows, ...how }, at) => {
          later();
          const id = files.begin(met);
          for (const [each, isLater] of rows) {
            if (isLater) later();
            files.row(id, each, { note: `${at}` }, [`from ${at}`]);
          }
          return { id, ...how };
        });
        begun.reverse();
        const isLast = begun.every(({ turn }, at) => turn <= (begun[at + 1]?.turn ?? turn));
        const inTurn = begun.toSorted((one, other) => one.turn - other.turn);
        // One that another had changed the leads of is taken back once more.
        for (const [round] of begun.entries()) {
          for (const { id, cut } of inTurn) {
            later();
            const { kept } = files.cancel(id, { limit: 2, cut });
            if (isLast || round === begun.length - 1) expect(kept).toBe(0);
          }
        }
        expect(dump()).toEqual(before);
      }),
      rounds(40),
    );
  });
});
