// POST /v1/dnc/insert, /v1/dnc/search and /v1/dnc/delete: numbers of the account's DNC list.
import { Failure } from '../../../flows/language/failures.ts';
import type { HttpAnswer } from '../../respond/answers.ts';
import { refusedApi, toldApi } from '../../respond/lead-api.ts';
import { ask, change } from '../../store/admin-ops.ts';
import type { DncRow } from '../../store/dnc-ops.ts';
import type { ApiCall } from './insert.ts';
import type { RecordDeps } from './leads.ts';
import { type Parameters, textOf, wholeOf } from './parameters.ts';
import { meantPhone } from './phone.ts';

const ACCOUNT = 'account';
const LONGEST_PURPOSE = 100;

/** The list that `campaign_id` names: 0, or none, the account's; else the DNC list of that name, or of that campaign. */
function listOf(parameters: Parameters, { dnc }: Pick<RecordDeps, 'dnc'>): string {
  const campaign = textOf(parameters, 'campaign_id');
  return campaign === '' || campaign === '0' ? ACCOUNT : dnc.look.meant(campaign);
}

/** Puts a number on the list; for a source in test mode nothing changes, and it is answered the same. */
export async function insertDnc({ parameters, source }: ApiCall, deps: RecordDeps): Promise<HttpAnswer> {
  const wrong = refusedNumber(parameters, deps);
  if (wrong) return refusedApi(wrong);
  const phone = meantPhone(parameters, source.region, deps.phone);
  if (!phone) return refusedApi({ code: 6007, text: 'Invalid phone number' });
  const reason = textOf(parameters, 'reason');
  if (reason.length > 500) return refusedApi({ code: 6058, text: 'Invalid reason' });
  const purpose = textOf(parameters, 'purpose');
  if (purpose.length > LONGEST_PURPOSE) return refusedApi({ code: 6057, text: 'Invalid purpose' });
  const entry = { list: listOf(parameters, deps), number: phone.e164, reason, purpose, by: `source:${source.name}` };
  try {
    if (source.test) wouldEnter(entry, deps);
    else await change(deps.store, 'dnc.enter', entry);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === 'ALREADY_EXISTS') return refusedApi({ code: 6008, text: 'Phone number already exists' });
    if (error.code === 'REQUEST_INVALID' || error.code === 'LIST_MISSING')
      return refusedApi({ code: 6006, text: 'Invalid campaign id' });
    throw error;
  }
  return toldApi({ success: true, id: phone.e164 });
}

/** Fails as entering it would. */
function wouldEnter({ list, number }: { list: string; number: string }, { dnc: { look } }: RecordDeps): void {
  if (look.doubtOf(list)?.why === 'gone') throw new Failure('LIST_MISSING');
  if (isOn(list, number, look)) throw new Failure('ALREADY_EXISTS');
}

function isOn(list: string, number: string, look: RecordDeps['dnc']['look']): boolean {
  return look.everywhere([number]).hits.some((hit) => hit.list === list);
}

/** Takes a number off the list; for a source in test mode nothing changes, and it is answered the same. */
export async function deleteDnc({ parameters, source }: ApiCall, deps: RecordDeps): Promise<HttpAnswer> {
  const given = textOf(parameters, 'id');
  const meant = given === '' ? parameters : { ...parameters, phone_number: given };
  const phone = meantPhone(meant, source.region, deps.phone);
  if (!phone) return refusedApi({ code: given === '' ? 6007 : 6056, text: 'Invalid phone number' });
  const list = listOf(parameters, deps);
  try {
    if (!source.test) await deps.dnc.takeOff(list, [phone.e164], `source:${source.name}`);
    else if (!isOn(list, phone.e164, deps.dnc.look)) throw new Failure('NOT_FOUND');
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'NOT_FOUND') throw error;
    return refusedApi({ code: 6056, text: 'No such number' });
  }
  return toldApi({ success: true, id: phone.e164 });
}

const MOST = 1000;
/** Entries that are looked at for a reason; a list beyond it is for the DNC page's export. */
const MOST_READ = 20_000;

/** Finds numbers. Limit 1 to 1,000, 100 where none is sent; a reason of -BLANK- or -NOTBLANK- asks for none, or for any. */
export async function searchDnc({ parameters, source }: ApiCall, deps: RecordDeps): Promise<HttpAnswer> {
  const limit = wholeOf(parameters, 'limit', { usual: 100, least: 1, most: MOST });
  const offset = wholeOf(parameters, 'offset', { usual: 0, least: 0, most: MOST_READ });
  if (limit === undefined) return refusedApi({ code: 9006, text: `Limit must be 1 to ${MOST}` });
  if (offset === undefined) return refusedApi({ code: 9007, text: `Offset must be 0 to ${MOST_READ}` });
  const list = listOf(parameters, deps);
  const reason = textOf(parameters, 'reason');
  const found = await rowsOf({ parameters, list, region: source.region, deps });
  const fitting = found.filter((row) => row.list === list && fits(row.reason, reason));
  const entries = fitting.slice(offset, offset + limit).map(({ number, reason: why, at }) => ({
    id: number,
    phone_number: number.replace(/^\+/, ''),
    campaign_id: list === ACCOUNT ? '0' : list,
    reason: why,
    created_at: new Date(at).toISOString(),
  }));
  return toldApi({ success: true, data: { offset, limit, total: fitting.length, entries, results: entries } });
}

async function rowsOf({
  parameters,
  list,
  region,
  deps,
}: {
  parameters: Parameters;
  list: string;
  region: string;
  deps: RecordDeps;
}): Promise<Pick<DncRow, 'list' | 'number' | 'reason' | 'at'>[]> {
  const number = textOf(parameters, 'phone_number');
  if (number !== '') {
    const e164 = meantPhone(parameters, region, deps.phone)?.e164;
    return deps.dnc.look.everywhere([...new Set([e164 ?? number, number.replace(/\D/g, '')])]).hits;
  }
  const page = await ask(deps.store, 'dnc.list', { list, q: null, after: null, limit: MOST_READ });
  return page.items;
}

function fits(has: string, wanted: string): boolean {
  if (wanted === '') return true;
  if (wanted === '-BLANK-') return has === '';
  if (wanted === '-NOTBLANK-') return has !== '';
  return has === wanted;
}

/** Digits alone, with a code that is one; a number that names its country itself goes before the code. */
function refusedNumber(
  parameters: Parameters,
  { isCallingCode }: RecordDeps,
): { code: number; text: string } | undefined {
  const number = textOf(parameters, 'phone_number');
  if (number === '' || !/^[+\d().\s-]+$/.test(number)) return { code: 6007, text: 'Invalid phone number' };
  const code = textOf(parameters, 'phone_code').replace(/^\+/, '');
  if (code !== '' && !number.startsWith('+') && !isCallingCode(code))
    return { code: 6026, text: 'Missing or invalid country code' };
  return undefined;
}
