// What the API says of how leads are posted to a flow.
import { type Static, Type } from 'typebox';
import { choice, jsonObject, named, orNull } from '../schema-parts.ts';

const text = Type.String();
const whole = Type.Integer();
const auth = choice(['key', 'hmac', 'token'], 'A key in a header, a signature, or a token among the fields.');

const PostingField = Type.Object({
  name: text,
  type: Type.String({ description: 'In words: text, number, yes or no, anything.' }),
  required: Type.Boolean(),
  maxLength: orNull(whole),
  pattern: orNull(text),
  example: text,
  description: text,
});
const Answer = Type.Object({
  when: text,
  status: whole,
  success: orNull(Type.Boolean({ description: 'Null where the flow decides.' })),
  body: orNull(jsonObject),
  says: Type.String({ description: 'Beside the body, or in the place of one that the flow makes.' }),
});
const Refusal = Type.Object({
  code: Type.String({ description: 'Of the lead API: a number, and the name of a failure of ours.' }),
  status: whole,
  says: text,
  remedy: text,
  again: Type.Boolean({ description: 'True where the same lead may be sent again later.' }),
});

/** Everything that the engineers of a source need to send leads. Made from what is published. */
export const PostingInstructions = named(
  'PostingInstructions',
  Type.Object({
    flow: Type.Object({ slug: text, name: text, version: whole, description: text }),
    source: orNull(
      Type.Object({
        id: text,
        name: text,
        region: text,
        test: Type.Boolean(),
        ratePerMinute: orNull(whole),
        paused: Type.Boolean(),
      }),
    ),
    sources: Type.Array(Type.Object({ id: text, name: text }), { description: 'Of this flow, to choose from.' }),
    address: text,
    methods: Type.Array(text),
    contentTypes: Type.Array(text),
    auth,
    fields: Type.Array(PostingField),
    idempotency: Type.Object({
      byFlow: orNull(Type.String({ description: 'What the flow takes as the key where no header names one.' })),
      window: text,
    }),
    testField: orNull(text),
    answers: Type.Array(Answer),
    refusals: Type.Array(Refusal),
    refusal: Type.Object({}, { additionalProperties: true, description: 'How a refusal looks.' }),
    lead: Type.Object({}, { additionalProperties: true, description: 'The lead that the examples send.' }),
    examples: Type.Array(Type.Object({ language: choice(['curl', 'php', 'python', 'node']), title: text, code: text })),
  }),
);
/** The instructions, as a type. */
export type PostingView = Static<typeof PostingInstructions>;
/** One answer, as a type. */
export type PostingAnswer = Static<typeof Answer>;
/** One refusal, as a type. */
export type PostingRefusal = Static<typeof Refusal>;
