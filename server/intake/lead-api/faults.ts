// What a lead of the lead API is refused for before anything else is looked at: codes as Convoso has them, 9000 and above ours.
import type { Refusal } from '../../respond/lead-api.ts';
import type { CompiledRelease } from '../../run/plan.ts';
import { flagOf, type Parameters, textOf } from './parameters.ts';
import type { ReadPhone } from './phone.ts';

/** What parameters are held to. */
export interface Held {
  /** Whether there is such a lead list. */
  hasList: (slug: string) => boolean;
  /** Whom a client may name as a user; empty: anybody. */
  users: () => readonly string[];
  phone: ReadPhone;
}

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const USERS: readonly string[] = ['owner_id', 'created_by', 'last_modified_by'];
/** Where another word than yes or no would be taken for no in silence. */
const FLAGS: readonly string[] = ['check_dnc', 'update_if_found', 'filter_phone_code'];
const DUPLICATES: ReadonlySet<string> = new Set(['2', '3', '4']);

/** Why the lead is refused; undefined where it may be taken. `phone`: the number that was meant, '' where there can be none. */
export function faultOfLead(
  { parameters, phone, release }: { parameters: Parameters; phone: string; release: CompiledRelease },
  held: Held,
): Refusal | undefined {
  const list = textOf(parameters, 'list_id');
  const number = textOf(parameters, 'phone_number');
  if (list === '' || number === '') return { code: 6007, text: 'Phone number and list id are required' };
  if (!held.hasList(list)) return { code: 6002, text: 'No such list' };
  if (phone === '') return { code: 6008, text: 'Phone number is invalid' };
  return faultOfFields(parameters, held) ?? missing(parameters, release) ?? faultOfSteering(parameters, held);
}

/** What is wrong with the fields of a person, of a lead that is there too. */
export function faultOfFields(parameters: Parameters, { users }: Pick<Held, 'users'>): Refusal | undefined {
  const email = textOf(parameters, 'email');
  if (email !== '' && !EMAIL.test(email)) return { code: 6079, text: 'Invalid email' };
  for (const name of USERS) {
    const user = textOf(parameters, name);
    if (user === '') continue;
    const known = users();
    if (known.length > 0 && !known.includes(user)) return { code: 6006, text: `No such user: ${name}` };
  }
  return undefined;
}

/** The fields that the settings require stand in the table of the trigger. */
function missing(parameters: Parameters, release: CompiledRelease): Refusal | undefined {
  const fields = release.invalid(parameters).map(({ field }) => field);
  return fields.length === 0 ? undefined : { code: 6023, text: `Required fields are missed: ${fields.join(', ')}` };
}

function faultOfSteering(parameters: Parameters, { hasList }: Pick<Held, 'hasList'>): Refusal | undefined {
  for (const name of FLAGS) {
    if (flagOf(parameters, name) === undefined) return { code: 9008, text: `${name} must be 1 or 0` };
  }
  if (flagOf(parameters, 'check_dup') === undefined && !DUPLICATES.has(textOf(parameters, 'check_dup')))
    return { code: 9008, text: 'check_dup must be 0, 1, 2, 3 or 4' };
  const searched = textOf(parameters, 'search_list_id');
  if (flagOf(parameters, 'update_if_found') && searched !== '' && !hasList(searched))
    return { code: 6002, text: 'No such list: search_list_id' };
  if (isOutside(parameters, 'hopper_priority', 99)) return { code: 9002, text: 'Hopper priority must be 0 to 99' };
  if (isOutside(parameters, 'hopper_expires_in', 300))
    return { code: 9003, text: 'Hopper expiry must be at most 300 minutes' };
  return undefined;
}

function isOutside(parameters: Parameters, name: string, most: number): boolean {
  const text = textOf(parameters, name);
  return text !== '' && !(/^\d{1,9}$/.test(text) && Number(text) <= most);
}
