// What the API says of the account's duplicate check, and of two admins who applied it at once.
import { Type } from 'typebox';
import { COMPARISONS, type Comparison } from '../../flows/language/decision.ts';
import { choice, named, orNull, time } from './schema-parts.ts';
import { ProblemDocument } from './schemas-flows.ts';

const name = Type.String({ maxLength: 200 });
const decision = {
  createLead: Type.Optional(Type.Boolean()),
  status: Type.Optional(Type.String({ maxLength: 100 })),
  addToDnc: Type.Optional(Type.Boolean()),
  success: Type.Optional(Type.Boolean()),
};
const parameter = Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z_][A-Za-z0-9_]*$' });
const exact = { additionalProperties: false };
const comparisons = Object.keys(COMPARISONS) as Comparison[];

/** What an admin sets, as a schema. */
export const AccountSettingsSchema = named(
  'AccountSettings',
  Type.Object(
    {
      on: Type.Boolean(),
      connection: name,
      endpoint: name,
      flow: Type.Optional(
        Type.String({ maxLength: 200, description: 'A flow that is asked in the place of a connection.' }),
      ),
      rows: Type.Array(
        Type.Object(
          {
            key: Type.String({ maxLength: 500 }),
            comparison: Type.Optional(choice(comparisons)),
            value: Type.Optional(Type.String({ maxLength: 1000 })),
            ...decision,
          },
          exact,
        ),
        { maxItems: 200 },
      ),
      noMatch: Type.Object(decision, exact),
      noAnswer: choice(
        ['create', 'fail'],
        'What becomes of a lead where the receiver gives no answer that can be read.',
      ),
      required: Type.Optional(
        Type.Array(parameter, {
          maxItems: 50,
          description: 'Parameters that a client must send besides; else code 6023.',
        }),
      ),
      users: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
          maxItems: 1000,
          description: 'Whom owner_id, created_by and last_modified_by may name; else code 6006. Empty: anybody.',
        }),
      ),
    },
    exact,
  ),
);

/** The check as an admin sees it, as a schema. */
export const AccountCheck = named(
  'AccountCheck',
  Type.Object({
    version: Type.Integer({ description: 'Sent back as If-Match.' }),
    settings: AccountSettingsSchema,
    by: Type.String(),
    at: time,
    stale: Type.Boolean({
      description: 'The connection, its adaptor or the flow was changed since: apply again to take it over.',
    }),
    usedBy: Type.Array(
      Type.Object({
        slug: Type.String(),
        name: Type.String(),
        liveVersion: orNull(Type.Integer({ description: 'Null where it serves nobody yet.' })),
      }),
      { description: 'Flows with a step that this check decides for: a change is taken over when it is applied.' },
    ),
    askable: Type.Array(Type.Object({ slug: Type.String(), name: Type.String() }), {
      description: 'Published flows that could be asked in the place of a connection.',
    }),
  }),
);

/** The refusal of settings that were made on others than those that serve, as a schema. */
export const AccountClash = named(
  'AccountClash',
  Type.Object({
    ...ProblemDocument.properties,
    theirs: AccountCheck,
    differences: Type.Array(Type.Object({ place: Type.String(), theirs: Type.String(), mine: Type.String() }), {
      description: 'What differs between the settings that serve and those that were sent, in words.',
    }),
  }),
);
