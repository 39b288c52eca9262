// What the API says of imports of leads.
import { Type } from 'typebox';
import { choice, jsonObject, named, orNull, slug, time } from './schema-parts.ts';

const text = Type.String();
const count = Type.Integer({ minimum: 0 });

/** How the text of a file is written. */
export const encoding = choice(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
/** What stands between two columns; `json`: each line is an object. */
export const separator = choice([',', ';', '\t', '|', 'json']);

/** What is done with the leads of a file. */
export const LeadImportSettings = named(
  'LeadImportSettings',
  Type.Object(
    {
      adaptor: slug,
      phoneField: Type.String({ maxLength: 500, description: 'The mapped field that holds the number; empty: none.' }),
      list: Type.String({ maxLength: 64 }),
      status: Type.String({ maxLength: 12 }),
      source: Type.String({ maxLength: 200, description: 'Where the leads are from, in words.' }),
      region: Type.String({ pattern: '^[A-Z]{2}$', description: 'Country of numbers without a country code.' }),
      onDuplicate: choice(['allow', 'skip', 'update', 'merge'], 'What to do where a lead has the number already.'),
      scope: choice(['list', 'campaign', 'account'], 'Where a lead with the same number makes a row a duplicate.'),
      scopeOf: Type.String({
        maxLength: 64,
        description: 'That list or campaign; empty: the one that the leads go to.',
      }),
      onDnc: choice(['skip', 'flag'], 'What to do with numbers on the DNC lists of the account and the campaign.'),
      onUnreadable: choice(['import', 'skip'], 'What to do with numbers that cannot be read.'),
    },
    { additionalProperties: false },
  ),
);

const file = Type.Object({
  encoding,
  separator,
  titled: Type.Boolean({ description: 'The first line names the columns.' }),
  columns: Type.Array(text),
  sample: Type.Array(jsonObject, { description: 'The first rows, by column.' }),
});

/** What a file would do. */
export const LeadImportReport = named(
  'LeadImportReport',
  Type.Object({
    rows: count,
    created: count,
    updated: count,
    duplicates: Type.Integer({ description: 'Rows whose number a lead has that is there already.' }),
    doubles: Type.Integer({ description: 'Rows whose number an earlier row of the file has.' }),
    unreadable: count,
    badEmails: Type.Integer({ description: 'Rows whose e-mail address cannot be one.' }),
    onDnc: count,
    failed: Type.Integer({ description: 'Rows that cannot be mapped.' }),
    problems: Type.Array(Type.Object({ line: count, column: text, says: text }), { description: 'The first 100.' }),
    problemCount: count,
  }),
);

const summary = {
  id: text,
  state: choice([
    'receiving',
    'received',
    'checking',
    'checked',
    'importing',
    'paused',
    'done',
    'taking-back',
    'cancelled',
  ]),
  name: text,
  size: Type.Integer({ description: 'Bytes of the file.' }),
  received: Type.Integer({ description: 'Bytes of it that are here.' }),
  by: text,
  at: time,
  startedAt: orNull(time),
  endedAt: orNull(time),
  rows: Type.Integer({ description: 'Rows of the file, as far as is known.' }),
  done: Type.Integer({ description: 'Rows whose effect is kept.' }),
  counts: Type.Object({
    created: count,
    updated: count,
    duplicates: count,
    unreadable: count,
    onDnc: count,
    failed: count,
    removed: Type.Integer({ description: 'Leads that taking back removed.' }),
    putBack: Type.Integer({ description: 'Leads that are again as they were before.' }),
    kept: Type.Integer({
      description: 'Leads that taking back left: somebody changed them, or came as their duplicate.',
    }),
  }),
  says: Type.String({ description: 'Why it stopped; empty where a person stopped it.' }),
  waits: Type.String({
    description: 'What the work waits for, and goes on by itself; empty where it waits for nothing.',
  }),
};
/** A line of the list of imports. */
export const LeadImportSummary = named('LeadImportSummary', Type.Object(summary));
/** One import. */
export const LeadImport = named(
  'LeadImport',
  Type.Object({
    ...summary,
    hasLeads: Type.Boolean({ description: 'Leads that it made are there: then it cannot be deleted.' }),
    hasFile: Type.Boolean({
      description: 'False once it was imported, or its file deleted: then it cannot be imported again.',
    }),
    hasLeft: Type.Boolean({ description: 'Rows that were not imported can be downloaded.' }),
    file: orNull(file),
    settings: orNull(LeadImportSettings),
    report: orNull(LeadImportReport),
    same: Type.Array(Type.Object({ id: text, name: text, by: text, at: time, state: text }), {
      description: 'Other imports of the same bytes.',
    }),
    keptLeads: Type.Array(text, { description: 'Leads that it updated and that taking back left, at most 100.' }),
  }),
);
