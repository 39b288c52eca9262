// What the API tells a form while it is filled in: what can be chosen, and how a pasted answer reads.
import { Type } from 'typebox';
import { choice, json, named, orNull, time } from './schema-parts.ts';

const text = Type.String();

/** One thing to choose. */
export const OptionItem = named('OptionItem', Type.Object({ value: text, label: text, hint: Type.Optional(text) }));

/** Why nothing can be chosen just now. */
export const OptionsFault = named(
  'OptionsFault',
  Type.Object({
    is: choice(['needs-credentials', 'failed'], 'needs-credentials: a secret is not set, or the receiver refuses it.'),
    says: text,
    remedy: text,
  }),
);

/** What a field of a form may be set to. */
export const Options = named(
  'Options',
  Type.Object({
    items: Type.Array(OptionItem),
    left: Type.Integer({ description: 'How many more there are than are listed.' }),
    fetchedAt: time,
    /** The connection that offers them; '' for what is kept here. */
    of: Type.String({ description: 'The connection that offers them; empty for what is kept here.' }),
    fault: orNull(OptionsFault),
  }),
);

/** An answer read as data. */
export const AnswerPreview = named(
  'AnswerPreview',
  Type.Object({
    as: choice(['json', 'xml', 'text']),
    looksLike: choice(['json', 'xml', 'html', 'text', 'empty']),
    ok: Type.Boolean(),
    data: json,
    says: Type.String({ description: 'What is wrong with it; empty where it was read.' }),
  }),
);
