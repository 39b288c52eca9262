// The names of the editor's pages, and what other systems call what is on them.
import { wordsOf } from './words.ts';

const EN = {
  flows: 'Flows',
  runs: 'Runs',
  held: 'Needs a person',
  leads: 'Leads',
  leadLists: 'Lead lists',
  campaigns: 'Campaigns',
  statuses: 'Statuses',
  leadImports: 'Imports',
  dnc: 'DNC',
  lists: 'Lists',
  sources: 'Sources',
  connections: 'Connections',
  templates: 'Templates',
  newConnect: 'New Connect',
  adaptors: 'Adaptors',
  settings: 'Settings',
  users: 'Settings: Users',
  tokens: 'Settings: Tokens',
  alerts: 'Settings: Alerts',
  appearance: 'Settings: Appearance',
  audit: 'Settings: Audit log',
} as const;

/** The name of a page. */
export type PlaceName = keyof typeof EN;

/** What a page is called. */
export const placeLabel = wordsOf('places', EN);

/** Other names for a page, searched by the command palette. Names of other systems, so the same in every language. */
export const PLACE_AKA: Readonly<Record<PlaceName, readonly string[]>> = {
  flows: [
    'Workflow',
    'Campaign delivery',
    'Scenario',
    'Zap',
    'API Duplicate Lead Check',
    'External API Data Validation',
  ],
  runs: ['Execution', 'Logs tab', 'History', 'Call log', 'Convoso Connect Logs', 'Input Data'],
  held: ['Held', 'Unknown', 'Timeout', 'Crashed', 'QA flag', 'Retry queue'],
  leads: ['Prospect', 'Contact', 'Member', 'Person'],
  leadLists: ['List id', 'Calling list', 'Lead list'],
  campaigns: ['Campaign', 'Queue', 'Project'],
  statuses: ['Disposition', 'Status', 'Result code', 'Final', 'Success mark'],
  leadImports: ['Import leads', 'CSV import', 'Upload leads', 'Load a list'],
  dnc: ['Do not call', 'DNC list', 'Suppression list', 'Blocklist', 'Opt out'],
  lists: ['Validation list', 'Key account list', 'Processr', 'Allow list'],
  sources: ['Publisher', 'Affiliate', 'Vendor', 'Lead source', 'Webhook', 'API key'],
  connections: [
    'Convoso Connect',
    'Show Convoso Connect',
    'Vendor',
    'CRM',
    'Buyer',
    'Receiver',
    'Integrator',
    'Endpoint',
    'Credentials',
    'Convertr Connect',
    'Gcalls',
    'InTouch',
  ],
  templates: ['Integration', 'Integration Template', 'Add integration', 'Vendor template', 'Parameters', 'Gcalls'],
  newConnect: ['Convoso Connect', 'New vendor', 'Add integrator', 'New connection', 'API URL', 'Authorization Header'],
  adaptors: ['Adaptor ID', 'Mapping', 'Field mapping', 'Transformer', 'Mapped To', 'JSONata'],
  settings: ['Global Settings', 'Preferences', 'Configuration'],
  users: ['Roles', 'Accounts', 'Team', 'Password'],
  tokens: ['API token', 'Auth token', 'API key'],
  alerts: ['Notification channel', 'Incidents', 'E-mail alert', 'Slack'],
  appearance: ['Theme', 'Dark mode', 'Density', 'Reduce motion', 'Single keys', 'Language'],
  audit: ['Audit trail', 'Who did what', 'Change history'],
};
