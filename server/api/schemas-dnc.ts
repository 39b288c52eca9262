// What the API says of DNC numbers, DNC lists, and imports into them.
import { Type } from 'typebox';
import { choice, named, orNull, time } from './schema-parts.ts';

const text = Type.String();
const count = Type.Integer({ minimum: 0 });

const entry = {
  list: text,
  number: text,
  reason: text,
  purpose: Type.String({ description: 'What it is listed for; empty: everything.' }),
  origin: Type.String({
    description: '`run:<id>`, `person:<name>`, `source:<id>`, `import:<name>`, `import`, or `erased`.',
  }),
  at: time,
  expiresAt: orNull(time),
};
/** A number that must not be called. */
export const DncEntry = named('DncEntry', Type.Object(entry));

/** What is known of a number. */
export const DncCheck = named(
  'DncCheck',
  Type.Object({
    e164: text,
    valid: Type.Boolean(),
    hits: Type.Array(Type.Object(entry)),
    doubts: Type.Array(Type.Object({ list: text, why: choice(['gone', 'old', 'damaged', 'locked']), says: text }), {
      description: 'Lists that cannot tell: flows treat the number as one that must not be called.',
    }),
  }),
);

/** A DNC list with what it holds and how it stands. */
export const DncList = named(
  'DncList',
  Type.Object({
    slug: text,
    name: text,
    scope: choice(['account', 'campaign']),
    campaign: text,
    kept: choice(['by-hand', 'by-file'], 'Only a list that is kept by files grows old.'),
    limitDays: Type.Integer({ description: 'Days that its newest file may be old; 0 for no limit.' }),
    freshAt: orNull(time),
    createdAt: time,
    entries: Type.Integer({ description: 'Numbers kept one by one.' }),
    imported: Type.Integer({ description: 'Numbers out of files.' }),
    erased: Type.Integer({ description: 'Entries that were erased and block as hashes.' }),
    file: Type.String({ description: 'Name of the newest file; empty where none came.' }),
    reason: Type.String({ description: 'Why its imported numbers are listed.' }),
    doubt: orNull(Type.String({ description: 'Why it cannot be relied on just now; checks do not let numbers pass.' })),
    warning: orNull(Type.String({ description: 'That it will soon be too old.' })),
    usedBy: Type.Array(text),
  }),
);

/** What a file would do to its list. */
export const DncReport = named(
  'DncReport',
  Type.Object({
    lines: count,
    read: Type.Integer({ description: 'Lines with a number.' }),
    unreadable: count,
    examples: Type.Array(Type.Object({ line: count, text }), { description: 'The first lines without a number.' }),
    marked: Type.Object({ add: count, delete: count }, { description: 'Lines that say A or D, as change files do.' }),
    column: Type.Integer({ description: 'The column of the number, from 1; 0 where none was found.' }),
    unused: Type.Array(text, {
      description:
        'Columns that nothing is kept of, such as reasons that differ: an import has one for all of its numbers.',
    }),
    reason: Type.String({
      description: 'The one that all rows give, kept where the import names none; empty for none.',
    }),
    moreNumbers: Type.Array(text, { description: 'Those of them that hold numbers too, which are not imported.' }),
    added: count,
    known: Type.Integer({ description: 'Numbers that are on the list already.' }),
    removed: count,
    absent: Type.Integer({ description: 'Numbers to be taken off that are not on it.' }),
    doubles: Type.Integer({ description: 'Lines whose number came before in the file.' }),
    both: Type.Integer({ description: 'Numbers that are both added and deleted: they stay on the list.' }),
    before: count,
    after: count,
  }),
);

/** What an import does with the list. */
export const importMode = choice(
  ['replace', 'add', 'remove', 'changes'],
  '`replace`: the file is the whole list. `changes`: its lines say A (add) or D (delete).',
);

/** A file on its way into a DNC list. */
export const DncImport = named(
  'DncImport',
  Type.Object({
    id: text,
    list: text,
    mode: importMode,
    name: text,
    size: Type.Integer({ description: 'Bytes of the whole file.' }),
    received: Type.Integer({ description: 'Bytes that are here: go on from there.' }),
    state: choice(['receiving', 'received', 'reading', 'ready', 'working']),
    read: Type.Integer({ description: 'Bytes read so far.' }),
    report: orNull(DncReport),
    fault: Type.String({ description: 'Why the last reading came to nothing.' }),
    region: text,
    reason: text,
    purpose: text,
    asOf: orNull(Type.String({ format: 'date-time', description: 'The day of the file; null where nobody said.' })),
    by: text,
    at: time,
  }),
);
