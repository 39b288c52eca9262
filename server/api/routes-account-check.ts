// The account's duplicate check: settings that make the flow of the lead API.
import { Type } from 'typebox';
import { ACCOUNT_FLOW_NAME, type AccountSettings, accountFlow, NO_CHECK } from '../../flows/language/account-flow.ts';
import { COMPARISONS, type Comparison } from '../../flows/language/decision.ts';
import type { AccountCheck as AccountCheckEntry } from '../workspace/account-check.ts';
import { revOf } from './flow-views.ts';
import { type Route, route } from './route.ts';
import { body, choice, named, nothing, orNull, time } from './schema-parts.ts';
import { iso } from './times.ts';

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

const AccountSettingsSchema = named(
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

const AccountCheck = named(
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

/** Routes about the duplicate check. */
export const accountCheckRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/account-check',
    role: 'viewer',
    summary: 'How leads of the lead API are checked for duplicates.',
    answer: AccountCheck,
    handle: (_ask, { workspace }) => checkView(workspace.account()),
  }),
  route({
    method: 'put',
    path: '/account-check',
    role: 'admin',
    summary: 'Apply other settings, from the next lead on. Runs that began keep theirs.',
    ifMatch: true,
    body: body({ settings: AccountSettingsSchema }),
    answer: AccountCheck,
    handle: async ({ body: { settings }, by, header }, { workspace }) =>
      checkView(
        await workspace.applyAccount(
          { ...NO_CHECK, ...(settings as AccountSettings) },
          {
            version: revOf(header('if-match')),
            by,
          },
        ),
      ),
  }),
  route({
    method: 'post',
    path: '/account-check/flow',
    role: 'admin',
    summary: 'Draw the flow that the settings make as a flow of its own: a copy, which serves nobody.',
    status: 201,
    body: nothing,
    answer: Type.Object({ slug: Type.String() }),
    handle: async ({ by }, { workspace }) => {
      const bundle = accountFlow(workspace.account().settings);
      const named = { name: `${ACCOUNT_FLOW_NAME} (copy)`, bundle };
      return { slug: (await workspace.create(named, by)).slug };
    },
  }),
];

function checkView({ at, ...check }: AccountCheckEntry) {
  return { ...check, at: iso(at) };
}
