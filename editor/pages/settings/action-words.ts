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
  dncList: 'DNC list',
  leadList: 'lead list',
  status: 'status',
  run: 'run',
  session: 'session',
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
  withdraw: 'Withdrew',
  import: 'Imported',
  rekey: 'Made a new key for',
  cancel: 'Cancelled',
};

/** `flow.publish` is "Published flow"; `user.set-password` is "User: set password". */
export function actionWords(did: string): string {
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
