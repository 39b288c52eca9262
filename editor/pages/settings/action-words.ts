// The audit's action names in an admin's words.

const THINGS: Readonly<Record<string, string>> = {
  flow: 'flow',
  user: 'user',
  token: 'token',
  source: 'source',
  connection: 'connection',
  adaptor: 'adaptor',
  secret: 'secret',
  list: 'list',
  dnc: 'DNC number',
  'dnc-list': 'DNC list',
  'lead-list': 'lead list',
  campaign: 'campaign',
  status: 'status',
  run: 'run',
  session: 'session',
  pause: 'pause',
  alert: 'alert channel',
  lead: 'lead',
  'account-check': 'duplicate check',
  'lead-import': 'import of leads',
};
const VERBS: Readonly<Record<string, string>> = {
  create: 'Added',
  add: 'Added',
  save: 'Saved',
  put: 'Saved',
  set: 'Set',
  change: 'Changed',
  remove: 'Removed',
  delete: 'Deleted',
  publish: 'Published',
  apply: 'Applied',
  withdraw: 'Withdrew',
  import: 'Imported',
  export: 'Exported',
  rekey: 'Made a new key for',
  cancel: 'Cancelled',
  settle: 'Settled',
  retry: 'Retried',
  replay: 'Replayed',
  pause: 'Paused',
  resume: 'Resumed',
};

/** Actions whose two words say too little. */
const WHOLE: Readonly<Record<string, string>> = {
  'session.begin': 'Signed in',
  'session.end': 'Signed out',
  'session.refused': 'Sign-in refused',
  'user.set-password': 'Set a password',
  'user.setup-link': 'Made a one-time link',
  'flow.go-back': 'Went back to a version of flow',
  'pause.set': 'Paused',
  'pause.clear': 'Resumed',
  'dnc.enter': 'Added DNC number',
  'dnc.change': 'Changed DNC number',
  'dnc.erase': 'Erased a DNC number',
  'dnc-list.import': 'Imported into DNC list',
  'list.add': 'Added values to list',
  'list.remove-entries': 'Removed values from list',
  'list.replace-entries': 'Replaced the values of list',
  'list.rules': 'Changed the rules of list',
  'list.restore': 'Restored a version of list',
  'list.confirm': 'Looked over list',
  'lead-import.start': 'Began to import leads from',
  'lead-import.done': 'Imported leads from',
  'lead-import.cancel': 'Took back the import of',
  'lead-import.forget-file': 'Deleted the file of the import of',
  'lead-import.forget-rows': 'Deleted the rows that were not imported of',
};

/** `flow.publish` is "Published flow"; `session.begin` is "Signed in". */
export function actionWords(did: string): string {
  const whole = WHOLE[did];
  if (whole) return whole;
  const [thing = '', verb = ''] = did.split('.');
  const noun = THINGS[thing] ?? words(thing);
  const action = VERBS[verb];
  if (action) return `${action} ${noun}`;
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)}${verb ? `: ${words(verb)}` : ''}`;
}

function words(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
}
