// What the API says of reading answers: how one reads, what was learned from several, whether samples still read alike.
import { Type } from 'typebox';
import type { AnswerReading as ReadingType } from '../../flows/language/answer-reading.ts';
import { ANSWER_SCHEMA } from '../../flows/language/answer-schema.ts';
import { body, choice, fromLanguage, json, jsonObject, named, orNull } from './schema-parts.ts';

const text = Type.String();
/** Longest answer that is read for a preview, characters: as much as a receiver may answer. */
export const LONGEST_ANSWER = 1_048_576;
/** How many answers are learned from, or replayed, at a time. */
const MOST_SAMPLES = 200;

/** How an answer is read, as an endpoint's document says it. */
export const AnswerReading = fromLanguage<ReadingType>(
  'AnswerReading',
  { file: 'answer-reading', loose: Type.Object({}) },
  Type.Unsafe<ReadingType>({ ...ANSWER_SCHEMA }),
);
const types = ['json', 'xml', 'text', 'html'] as const;
const means = choice(['accepted', 'rejected', 'error']);
const outcome = choice(['accepted', 'rejected', 'error', 'unrecognised', 'unreadable']);
const receive = Type.Optional(choice(types, 'What the endpoint says that its receiver answers in.'));
/** A status may be half typed. */
const came = {
  status: Type.Integer({ minimum: 0, maximum: 999 }),
  type: Type.Optional(Type.String({ maxLength: 500 })),
  body: Type.String({ maxLength: LONGEST_ANSWER }),
};
const samples = Type.Array(body({ ...came, means }), { maxItems: MOST_SAMPLES });

/** What is asked of a preview of one answer. */
export const ReadingAsk = body({
  answer: AnswerReading,
  receive,
  sample: body({
    ...came,
    headers: Type.Optional(Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: text })),
  }),
});
/** What is asked of learning, and of replaying samples. */
export const LearnAsk = body({ samples, as: Type.Optional(choice([...types, 'declared', 'sniffed'])), receive });
/** What is asked of a replay. */
export const ReplayAsk = body({ answer: AnswerReading, receive, samples });

/** What is wrong with a reading. */
export const ReadingFault = named(
  'ReadingFault',
  Type.Object({ field: Type.String({ description: 'Dotted place, e.g. `rules.1.value`.' }), says: text }),
);
/** How one answer reads. */
export const ReadingPreview = named(
  'ReadingPreview',
  Type.Object({
    outcome,
    rule: Type.String({ description: 'What decided, in words.' }),
    warning: Type.Boolean({ description: 'The receiver took the lead and has something to say against it.' }),
    reasons: Type.Array(text),
    warnings: Type.Array(text),
    price: orNull(Type.Number()),
    reference: text,
    captures: jsonObject,
    as: choice(types, 'The type that it was read as.'),
    data: json,
    says: Type.String({ description: 'What is odd about it, e.g. a declared type that does not fit; else empty.' }),
    switchTo: orNull(choice(types, 'The type to declare instead, where another one fits.')),
    faults: Type.Array(ReadingFault),
  }),
);
/** How a sample reads beside what it was marked as. */
export const SampleRead = named('SampleRead', Type.Object({ means, outcome, rule: text, same: Type.Boolean() }));
/** What was learned. */
export const LearnPreview = named(
  'LearnPreview',
  Type.Object({
    ok: Type.Boolean(),
    says: Type.Array(text, { description: 'What was found, or why nothing could be learned.' }),
    answer: orNull(AnswerReading),
    right: Type.Integer({ description: 'Answers read right by rules that were learned from the others.' }),
    unrecognised: Type.Integer(),
    wrong: Type.Integer(),
    samples: Type.Array(SampleRead),
  }),
);
/** Samples read again. */
export const ReplayPreview = named(
  'ReplayPreview',
  Type.Object({
    faults: Type.Array(ReadingFault),
    says: Type.Array(text, { description: 'What is read otherwise than it was marked, and what is doubtful.' }),
    samples: Type.Array(SampleRead),
  }),
);
