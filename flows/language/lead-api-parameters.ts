// What clients of the lead API may send besides the fields of a lead, and what becomes of it: the page that tells them is made from this.

/** One parameter of POST /v1/leads/insert. `none`: it is taken, and changes nothing here. */
export interface ApiParameter {
  name: string;
  effect: 'required' | 'counts' | 'none';
  says: string;
}

/** All of them; every other parameter is a field of the lead and is kept with it. */
export const API_PARAMETERS: readonly ApiParameter[] = [
  { name: 'auth_token', effect: 'required', says: 'The key of a source of the lead API.' },
  { name: 'list_id', effect: 'required', says: 'The short name of a lead list.' },
  { name: 'phone_number', effect: 'required', says: 'The number, with its country code after + or without one.' },
  { name: 'phone_code', effect: 'counts', says: 'The country code. With 1 the number has ten digits.' },
  {
    name: 'filter_phone_code',
    effect: 'counts',
    says: '1: the country code is taken off a number that begins with it.',
  },
  { name: 'status', effect: 'counts', says: 'The status of the new lead. The duplicate check goes first.' },
  {
    name: 'check_dup',
    effect: 'counts',
    says: '0: not at all. 1 or true: duplicates in the whole account are refused. 2: in the list. 3: in its campaign. 4: as 1.',
  },
  { name: 'check_dnc', effect: 'counts', says: '1: a number on a DNC list of the whole account is refused.' },
  {
    name: 'update_if_found',
    effect: 'counts',
    says: '1: the oldest lead with this number is updated with what was sent; check_dup does not count then.',
  },
  { name: 'search_list_id', effect: 'counts', says: 'With update_if_found: the lead list to look in.' },
  {
    name: 'search_campaign_id',
    effect: 'counts',
    says: 'With update_if_found: the campaign to look in; search_list_id goes first.',
  },
  {
    name: 'owner_id, created_by, last_modified_by',
    effect: 'counts',
    says: 'Kept with the lead, and owner_id is its owner. Where users are named in the settings, anybody else is refused.',
  },
  {
    name: 'check_dup_archive',
    effect: 'none',
    says: 'There is no archive: check_dup looks at every lead that is kept.',
  },
  {
    name: 'check_wireless, reject_by_carrier_type',
    effect: 'none',
    says: 'Who carries a number is not known here. Ask a service for that in a flow of your own.',
  },
  {
    name: 'hopper, hopper_priority, hopper_expires_in',
    effect: 'none',
    says: 'There is no dialler here. A priority beyond 0 to 99 and an expiry beyond 300 minutes are refused all the same.',
  },
  {
    name: 'update_order_by_last_called_time',
    effect: 'none',
    says: 'Calls are not known here: of several leads the oldest is updated.',
  },
  {
    name: 'lead_id',
    effect: 'none',
    says: 'A lead is found by its number. To change a lead by its id, call leads/update.',
  },
  { name: 'adaptor_id, blueinkdigital_token', effect: 'none', says: 'They name things that are kept at Convoso.' },
];

/** A refusal of POST /v1/leads/insert, by its code. Codes from 9000 on are ours. */
export interface ApiCode {
  code: number;
  says: string;
}

/** Every refusal of a lead. */
export const API_CODES: readonly ApiCode[] = [
  { code: 5001, says: 'The token is missing or wrong. With HTTP 403: it is the key of something else.' },
  { code: 6002, says: 'There is no such lead list.' },
  { code: 6006, says: 'There is no such user.' },
  { code: 6007, says: 'The phone number or the list is missing.' },
  { code: 6008, says: 'The phone number cannot be one.' },
  { code: 6009, says: 'The number is there already, or the duplicate check says Success: No.' },
  { code: 6023, says: 'A required field is missing; the text says which.' },
  { code: 6079, says: 'The e-mail address cannot be one.' },
  { code: 9000, says: 'The lead was taken and could not be finished. It is stored: do not send it again.' },
  { code: 9001, says: 'The number is on the DNC list.' },
  { code: 9002, says: 'The hopper priority is not within 0 to 99.' },
  { code: 9003, says: 'The hopper expiry is over 300 minutes.' },
  { code: 9004, says: 'Parameters are nested.' },
  { code: 9005, says: 'The parameters cannot be read.' },
  { code: 9008, says: 'A parameter has a value that means nothing; the text says which.' },
  {
    code: 9100,
    says: 'The lead was taken and is still being checked, for a source that is to be told failed meanwhile.',
  },
  { code: 9500, says: 'The server cannot take it now. With HTTP 429 or 503: send it again later.' },
];
