// The account's duplicate check, for the step that creates leads: what it is asked about, and what its decision comes to.
import { Type } from 'typebox';
import type { JsonSchema } from '../flows/language/catalogue.ts';
import type { Decision } from '../flows/language/decision.ts';
import type { Json, JsonObject } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { because } from './child-runs.ts';
import type { Result, View } from './contract.ts';
import { create, done, type Kept, skip } from './kept-lead.ts';
import { decidedBy, isDecision } from './table.ts';
import type { Answer, ChildEnd, Tools } from './tools.ts';

/** The form field. */
export const ACCOUNT_CHECK_FIELD = {
  accountCheck: Type.Optional(
    Type.Boolean({
      title: 'Use the account’s duplicate check',
      description:
        'Yes: what is set under Settings, Duplicate check decides whether this lead is created, with which status, whether its number goes on the DNC list, and whether the caller is told success. Where that check is off, it is as if this were No. A change there is taken over by this flow when it is applied, and stands in its history.',
      examples: [true],
      default: false,
    }),
  ),
};

/** The shape of a decision, in the value of the step. */
export const CHECKED_SCHEMA: JsonSchema = {
  type: 'object',
  title: 'What the account’s duplicate check decided; not there where it was not asked',
  properties: {
    createLead: { type: 'boolean', title: 'Create lead' },
    status: { type: 'string', title: 'Status' },
    addToDnc: { type: 'boolean', title: 'Add to DNC' },
    success: { type: 'boolean', title: 'Success' },
  },
};

/**
 * Creates a lead, or keeps it as received, as the account's check decides. A duplicate that our own lists know, where that
 * alone decides, is not asked about. Fails with CHILD_FAILED.
 */
export async function createChecked(
  lead: Kept,
  { fields, phone, view }: { fields: JsonObject; phone: Json | undefined; view: View },
  tools: Pick<Tools, 'createLead' | 'knownLead' | 'accountCheck'>,
): Promise<Result> {
  const { accountCheck } = tools;
  if (!accountCheck.on) return create(lead, tools);
  const known = await knownAlready(lead, tools);
  if (known !== null) return done('duplicate', known, lead);
  const checked = checkedBy(await accountCheck.ask(leadToAsk(view.lead, { fields, phone })));
  const { decision } = checked;
  const result = decision.createLead
    ? await create({ ...lead, status: decision.status.trim() || lead.status }, tools)
    : await skip(lead, { by: whoDecided(checked), kept: true }, tools);
  const value = { ...result.value, checked: decision };
  // A lead that is a duplicate after all is refused by the drawing: the check never knew of the other one.
  const told = result.port === 'duplicate' ? undefined : answerOf(checked, { run: view.run.id, leadId: value.leadId });
  const reason = decision.createLead ? `${result.reason} ${whyCreated(checked)}` : result.reason;
  return { port: result.port, value, reason, ...(told ? { answer: told } : {}) };
}

/** What the account's check decided of a lead. `unasked`: nobody gave an answer, and it is created all the same. */
interface Checked {
  decision: Decision;
  unasked: boolean;
}

/** The lead that is asked about: as it came, with the fields that are kept and the number of the step. */
function leadToAsk(lead: JsonObject, { fields, phone }: { fields: JsonObject; phone: Json | undefined }): JsonObject {
  const number = phone === undefined || phone === null || phone === '' ? {} : { phone_number: phone };
  return { ...lead, ...fields, ...number };
}

/** Reads what the check came to. Fails with CHILD_FAILED. */
function checkedBy(end: ChildEnd): Checked {
  const body = end.answer?.body;
  if (end.outcome !== 'accepted' || !isDecision(body)) {
    const detail = `The account’s duplicate check could not decide${because(end.reason)} Its run: ${end.run}.`;
    throw new Failure('CHILD_FAILED', { detail });
  }
  return { decision: body, unasked: body.row === -1 };
}

/** Who decided, in words: `the account's duplicate check, row 1 of the table (…)`. */
function whoDecided({ decision }: Checked): string {
  return `the account’s duplicate check, ${decidedBy(decision)}`;
}

/** Why a lead was created, as a sentence. */
function whyCreated(checked: Checked): string {
  if (checked.unasked) return 'The account’s duplicate check got no answer that could be read.';
  return `So said ${whoDecided(checked)}.`;
}

/**
 * What the caller is told by the check itself: failed where it says so, and success where it has the lead not created, which
 * a drawing would take for a refusal. Otherwise the drawing answers.
 */
function answerOf({ decision }: Checked, { run, leadId }: { run: string; leadId: string }): Answer | undefined {
  const { success, createLead } = decision;
  if (!success) return { status: 200, success, body: { success, message: 'Phone number already exists', run } };
  if (createLead) return undefined;
  return { status: 200, success, body: { success, leadId, run } };
}

/** The lead that is there already, where that alone decides: then nobody is asked. */
async function knownAlready(
  { list, phone, onDuplicate, scope, scopeOf }: Kept,
  tools: Pick<Tools, 'knownLead'>,
): Promise<string | null> {
  if (onDuplicate !== 'skip' || phone.e164 === '') return null;
  return await tools.knownLead({ list, phone: phone.e164, scope: scope ?? 'list', scopeOf: scopeOf ?? '' });
}
