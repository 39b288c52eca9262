// The account's duplicate check: settings that make the flow of the lead API.
import { Type } from 'typebox';
import { accountDifferences } from '../../flows/language/account-difference.ts';
import { ACCOUNT_FLOW_NAME, type AccountSettings, accountFlow, NO_CHECK } from '../../flows/language/account-flow.ts';
import type { Failure } from '../../flows/language/failures.ts';
import type { AccountCheck as AccountCheckEntry } from '../workspace/account-check.ts';
import type { ApiDeps } from './deps.ts';
import { revOf } from './flow-views.ts';
import { type Route, route } from './route.ts';
import { body, nothing } from './schema-parts.ts';
import { AccountCheck, AccountClash, AccountSettingsSchema } from './schemas-account-check.ts';
import { iso } from './times.ts';

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
    refusal: {
      status: 409,
      description: 'Someone else applied other settings since: what serves, and how the settings sent differ from it.',
      schema: AccountClash,
    },
    explain: bothSides,
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

/** To whoever applied second, what the first one applied. */
function bothSides(
  failure: Failure,
  { body: { settings } }: { body: { settings: unknown } },
  { workspace }: ApiDeps,
): object {
  if (failure.code !== 'APPLIED_MEANWHILE') return {};
  const theirs = workspace.account();
  const mine = { ...NO_CHECK, ...(settings as AccountSettings) };
  return { theirs: checkView(theirs), differences: accountDifferences(theirs.settings, mine) };
}

function checkView({ at, ...check }: AccountCheckEntry) {
  return { ...check, at: iso(at) };
}
