// Previews: how the server would read something, without a run and without keeping anything.
import { Type } from 'typebox';
import type { AnswerReading } from '../../flows/language/answer-reading.ts';
import { ANSWER_SCHEMA } from '../../flows/language/answer-schema.ts';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import { replaySamples } from '../../flows/language/check-reading.ts';
import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { findAnswer } from '../../flows/language/found-answer.ts';
import { learnReading } from '../../flows/language/learn.ts';
import { looksOf } from '../../flows/language/parsed-answer.ts';
import { compileReading } from '../../flows/language/reading.ts';
import { misfits } from '../../flows/language/structure.ts';
import { type Route, route } from './route.ts';
import { body, choice } from './schema-parts.ts';
import { AnswerPreview } from './schemas-forms.ts';
import {
  LearnAsk,
  LearnPreview,
  LONGEST_ANSWER,
  ReadingAsk,
  ReadingPreview,
  ReplayAsk,
  ReplayPreview,
} from './schemas-reading.ts';

/** Routes that read what a person pasted. */
export const previewRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/preview/answer',
    role: 'viewer',
    summary: 'Read the body of an answer as a step would: as the type named, or as what it looks like.',
    body: body({
      body: Type.String({ maxLength: LONGEST_ANSWER }),
      as: Type.Optional(choice(['json', 'xml', 'text'])),
    }),
    answer: AnswerPreview,
    handle: async (ask, { parse }) => {
      const looksLike = looksOf(ask.body.body);
      const as = ask.body.as ?? (looksLike === 'json' || looksLike === 'xml' ? looksLike : 'text');
      const read = await parse(ask.body.body, as);
      if (!read.ok) return { as, looksLike: read.looksLike, ok: false, data: null, says: read.says };
      return { as, looksLike: read.looksLike, ok: true, data: read.data, says: '' };
    },
  }),
  route({
    method: 'post',
    path: '/preview/reading',
    role: 'viewer',
    summary: 'Read an answer as an endpoint with this reading would, and say which rule decided.',
    body: ReadingAsk,
    answer: ReadingPreview,
    handle: async ({ body: { answer, receive, sample } }, { parse }) => {
      const reading = readable(answer);
      const found = await findAnswer(sample, { answer: reading, ...(receive ? { receive } : {}) }, parse);
      return { ...found, faults: [...compileReading(reading).faults] };
    },
  }),
  route({
    method: 'post',
    path: '/preview/learn',
    role: 'viewer',
    summary: 'Learn a reading from recorded answers that are marked with what they mean, or say why that cannot be.',
    body: LearnAsk,
    answer: LearnPreview,
    handle: async ({ body: { samples, as, receive } }, { parse }) => {
      const kind = { ...(as ? { as } : {}), ...(receive ? { receive } : {}) };
      const { reading, ...learned } = await learnReading(samples, kind, parse);
      return { ...learned, answer: reading };
    },
  }),
  route({
    method: 'post',
    path: '/preview/samples',
    role: 'viewer',
    summary: 'Read recorded answers again, and name those that are read otherwise than they were marked.',
    body: ReplayAsk,
    answer: ReplayPreview,
    handle: async ({ body: { answer, receive, samples } }, { parse }) => {
      const reading = readable(answer);
      const replayed = await replaySamples({ answer: reading, samples, ...(receive ? { receive } : {}) }, parse);
      return { ...replayed, faults: [...compileReading(reading).faults] };
    },
  }),
];

/** The shape alone: what stands in a field that is half filled in is for the reading's own faults. */
const SHAPE: JsonSchema = JSON.parse(JSON.stringify(ANSWER_SCHEMA), (key, value) =>
  (key === 'pattern' && typeof value === 'string') || key === 'minLength' ? undefined : value,
);

/** The reading where it has the shape of one. Fails with REQUEST_INVALID, naming the places. */
function readable(answer: AnswerReading): AnswerReading {
  const wrong = misfits(SHAPE, answer as Json).filter(({ kind }) => kind === 'wrong');
  if (wrong.length === 0) return answer;
  const fields = wrong.map(({ path, says }) => ({ field: ['answer', ...path].join('.'), says }));
  throw new Failure('REQUEST_INVALID', { fields });
}
