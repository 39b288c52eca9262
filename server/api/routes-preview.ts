// Previews: how the server would read something, without a run and without keeping anything.
import { Type } from 'typebox';
import { type Route, route } from './route.ts';
import { body, choice } from './schema-parts.ts';
import { AnswerPreview } from './schemas-forms.ts';

/** Longest answer that is read for a preview, characters: as much as a receiver may answer. */
const LONGEST_ANSWER = 1_048_576;

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
    handle: (ask, { parse }) => {
      const { looksLike } = parse(ask.body.body, 'text');
      const as = ask.body.as ?? (looksLike === 'json' || looksLike === 'xml' ? looksLike : 'text');
      const read = parse(ask.body.body, as);
      if (!read.ok) return { as, looksLike, ok: false, data: null, says: read.says };
      return { as, looksLike, ok: true, data: read.data, says: '' };
    },
  }),
];
