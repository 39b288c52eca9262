// The sentence of a step that the account's duplicate check decided for: what the check found, and what was done about it.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import type { At, Said } from './known.ts';
import { held, listed, phoneWords, sentenceOf, textIn } from './words.ts';

/** The sentence, or undefined for a step that the check did not decide for. */
export function saysChecked(at: At): Said | undefined {
  const { step } = at;
  const checked = isObject(step.out) ? step.out.checked : undefined;
  if (!isObject(checked) || step.port === 'duplicate') return undefined;
  const given = step.calls.find(({ op }) => op === 'lead.create')?.args;
  const did = {
    created: createdWords(at),
    updated: 'the lead that was there was updated',
  };
  const acts = [
    (step.port === 'created' || step.port === 'updated' ? did[step.port] : undefined) ?? 'the lead was not created',
    ...(checked.addToDnc === true ? [`${numberOf(given)} was put on the account DNC list`] : []),
  ];
  const found = foundBy(checked);
  return { role: 'judged', clause: listed([found, ...acts]), sentence: sentenceOf(`${found}, so ${listed(acts)}`) };
}

/** That the lead was created, how it stands, and what its status did by itself. */
export function createdWords({ run, step }: At): string {
  if (isObject(step.out) && step.out.again === true)
    return 'the lead that an earlier run of it had created was kept, and changed by what this run made otherwise';
  const status = textIn(step.calls.find(({ op }) => op === 'lead.create')?.args, 'status');
  if (status === '') return 'the lead was created';
  const { listedByStatus } = run;
  const listed = listedByStatus ? `, which put ${phoneWords(listedByStatus)} on the account DNC list` : '';
  return `the lead was created with the status ${status}${listed}`;
}

/** True for a step whose check answered the caller: a step that responds later is not heard. */
export function answeredByCheck({ out, port }: At['step']): boolean {
  const checked = isObject(out) ? out.checked : undefined;
  if (!isObject(checked) || port === 'duplicate') return false;
  return checked.success === false || checked.createLead === false;
}

function foundBy({ row, key, found }: JsonObject): string {
  const check = 'the account’s duplicate check';
  if (row === -1) return `${check} got no answer that could be read`;
  if (typeof row !== 'number' || row < 1 || typeof key !== 'string')
    return `${check} found nothing that a row of its table knows`;
  return `${check} found ${held(key, found, 'no')} (row ${row})`;
}

function numberOf(given: Json | undefined): string {
  const phone = isObject(given) ? given.phone : undefined;
  return phoneWords(textIn(phone, 'e164')) || 'its number';
}
