// What can be done to many leads: the choices of each act as a form holds them, what is sent, and the words for it. Pure.
import { counted } from '../../kit/time-words.ts';

/** A change of many leads, as the API takes it. */
export type LeadAct =
  | { kind: 'status'; status: string }
  | { kind: 'flags'; add: readonly string[]; remove: readonly string[] }
  | { kind: 'owner'; owner: string }
  | { kind: 'list'; list: string }
  | { kind: 'dnc'; list: string; reason: string }
  | { kind: 'rerun' };
/** The kinds of act. */
export type ActKind = LeadAct['kind'];

/** What the form of an act holds, whichever it is. */
export interface ActForm {
  status: string;
  add: readonly string[];
  remove: readonly string[];
  /** Whether the leads get an owner or lose the one they have. */
  owns: 'give' | 'take';
  owner: string;
  list: string;
  dncList: string;
  reason: string;
}

/** Nothing is chosen; a number goes on the account's DNC list unless another is chosen. */
export const EMPTY_ACT: ActForm = {
  status: '',
  add: [],
  remove: [],
  owns: 'give',
  owner: '',
  list: '',
  dncList: 'account',
  reason: '',
};

/** The act that the form describes; undefined while something is left to choose. */
export function actOf(kind: ActKind, form: ActForm): LeadAct | undefined {
  const owner = form.owns === 'take' ? '' : form.owner.trim();
  if (kind === 'status') return form.status === '' ? undefined : { kind, status: form.status };
  if (kind === 'list') return form.list === '' ? undefined : { kind, list: form.list };
  if (kind === 'owner') return owner === '' && form.owns === 'give' ? undefined : { kind, owner };
  if (kind === 'dnc') return { kind, list: form.dncList, reason: form.reason.trim() };
  if (kind === 'rerun') return { kind };
  return form.add.length + form.remove.length === 0 ? undefined : { kind, add: form.add, remove: form.remove };
}

/** The words of an act: its button, the head of its dialog, what it does, the verb that sends it, and what it is done to. */
export interface ActWords {
  button: string;
  title: string;
  says: string;
  verb: string;
  of: string;
}

/** The words of each act. */
export const ACT_WORDS: Readonly<Record<ActKind, ActWords>> = {
  status: {
    button: 'Status',
    title: 'Give leads a status',
    says: 'A person may give any status, also in the place of a final one.',
    verb: 'Change',
    of: 'lead',
  },
  flags: {
    button: 'Flag',
    title: 'Put flags on leads, or take them off',
    says: 'A flag is a short word of your own, such as VIP or check-again. Leads can be filtered by it.',
    verb: 'Change',
    of: 'lead',
  },
  owner: {
    button: 'Owner',
    title: 'Give leads to somebody',
    says: 'The owner is whoever works the lead: a name or an e-mail address.',
    verb: 'Change',
    of: 'lead',
  },
  list: {
    button: 'List',
    title: 'Move leads to another list',
    says: 'Duplicates are looked for in the list, or in its campaign, where the flow says so.',
    verb: 'Move',
    of: 'lead',
  },
  dnc: {
    button: 'Add to DNC',
    title: 'Put the numbers of leads on a DNC list',
    says: 'From then on flows that check this list do not let the numbers pass. The leads stay as they are.',
    verb: 'Add',
    of: 'number',
  },
  rerun: {
    button: 'Re-run',
    title: 'Run leads once more',
    says: 'The body of each lead walks the live version of its flow from the start, as a new run. Everything is done again, also the calls to receivers.',
    verb: 'Re-run',
    of: 'lead',
  },
};

/** What is to happen to so many leads: "412 leads get the status SALE." */
export function planWords(act: LeadAct, count: number): string {
  const leads = counted(count, 'lead');
  const one = count === 1;
  if (act.kind === 'status') return `${leads} ${one ? 'gets' : 'get'} the status ${act.status}.`;
  if (act.kind === 'list') return `${leads} ${one ? 'moves' : 'move'} to ${act.list}.`;
  if (act.kind === 'rerun') return `${leads} ${one ? 'runs' : 'run'} once more.`;
  if (act.kind === 'dnc') return `The ${one ? 'number' : 'numbers'} of ${leads} ${one ? 'goes' : 'go'} on ${act.list}.`;
  if (act.kind === 'flags') return `${leads} ${flagWords(act, one)}.`;
  if (act.owner === '') return `${leads} ${one ? 'loses its' : 'lose their'} owner.`;
  return `${leads} ${one ? 'is' : 'are'} given to ${act.owner}.`;
}

function flagWords({ add, remove }: { add: readonly string[]; remove: readonly string[] }, one: boolean): string {
  const parts = [
    ...(add.length > 0 ? [`${one ? 'gets' : 'get'} the ${nounOf(add)} ${add.join(', ')}`] : []),
    ...(remove.length > 0 ? [`${one ? 'loses' : 'lose'} the ${nounOf(remove)} ${remove.join(', ')}`] : []),
  ];
  return parts.join(' and ');
}

function nounOf(flags: readonly string[]): string {
  return flags.length === 1 ? 'flag' : 'flags';
}

/** What was done: "412 leads changed." */
export function doneWords(kind: ActKind, count: number): string {
  const leads = counted(count, 'lead');
  if (kind === 'rerun') return `${counted(count, 'run')} started.`;
  if (kind === 'dnc') return `The numbers of ${leads} are on the list now.`;
  return kind === 'list' ? `${leads} moved.` : `${leads} changed.`;
}
