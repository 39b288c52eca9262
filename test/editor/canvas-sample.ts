// A small catalogue and drawing for the tests of the canvas's pure parts.
import type { NodeSpec, Port, PortRule } from '../../flows/language/catalogue.ts';
import type { FlowBundle } from '../../flows/language/document.ts';

/** A port with this name. */
export function port(name: string, required = true): Port {
  return { name, title: name, about: `The way ${name}.`, required };
}

function spec(type: string, more: Partial<NodeSpec> & { ports: readonly PortRule[] }): NodeSpec {
  return {
    type,
    title: type,
    aka: [],
    about: '',
    category: 'logic',
    effect: 'none',
    config: { type: 'object', properties: {} },
    output: {},
    ...more,
  };
}

/** Four node types: a trigger, one with an error port, one with a port per row, and one that ends a path. */
export const SPECS: readonly NodeSpec[] = [
  spec('webhook', {
    title: 'Webhook',
    about: 'Takes a lead over HTTP.',
    category: 'trigger',
    effect: 'trigger',
    ports: [{ always: port('lead') }],
    config: {
      type: 'object',
      properties: { path: { type: 'string' }, methods: { type: 'array', default: ['POST'] } },
      required: ['path', 'methods'],
    },
  }),
  spec('http-request', {
    title: 'HTTP request',
    aka: ['Convoso Connect'],
    about: 'Sends the lead to a receiver.',
    category: 'http',
    effect: 'remote',
    ports: [{ always: port('answered') }, { always: port('error', false) }],
  }),
  spec('key-value-branch', {
    title: 'Key/value table',
    ports: [{ rows: 'rows', field: 'port', fallback: port('matched') }, { always: port('no-match') }],
    config: {
      type: 'object',
      properties: {
        rows: { type: 'array', items: { type: 'object' } },
        noMatch: {
          type: 'object',
          properties: { success: { type: 'boolean', default: false } },
          required: ['success'],
        },
      },
      required: ['rows', 'noMatch'],
    },
  }),
  spec('validation-list', {
    title: 'Validation list',
    aka: ['Processr', 'Convertr Connect - Validation List', 'suppression'],
    about: 'Looks a value up in a list.',
    category: 'guard',
    ports: [{ always: port('pass') }, { always: port('fail') }],
    config: {
      type: 'object',
      properties: { list: { type: 'string', 'x-ref': 'list' }, value: { type: 'string' }, mode: { enum: ['include'] } },
      required: ['list', 'value'],
    },
  }),
  spec('stop', { title: 'Stop', category: 'end', ports: [] }),
];

/** The spec of a type of SPECS. */
export function specFor(type: string): NodeSpec {
  const found = SPECS.find((other) => other.type === type);
  if (!found) throw new Error(`The sample has no node type ${type}.`);
  return found;
}

/** arrive -> ask -> table -> stop, with a second path from the table to list. */
export function sampleBundle(): FlowBundle {
  return {
    document: {
      leadflow: 1,
      name: 'Sample',
      nodes: {
        arrive: { type: 'webhook', config: { path: 'acme/leads', methods: ['POST'] } },
        ask: { type: 'http-request', title: 'Ask the CRM', config: {} },
        table: {
          type: 'key-value-branch',
          config: { rows: [{ port: 'new' }, { port: 'dup' }], noMatch: { success: false } },
        },
        list: { type: 'validation-list', config: { list: 'keys', value: 'lead.email' } },
        stop: { type: 'stop', config: {} },
      },
      edges: [
        { from: 'arrive', port: 'lead', to: 'ask' },
        { from: 'ask', port: 'answered', to: 'table' },
        { from: 'table', port: 'new', to: 'stop' },
        { from: 'table', port: 'dup', to: 'list' },
      ],
    },
    files: {},
    layout: { nodes: { arrive: [0, 0], ask: [320, 0], table: [640, 0], stop: [960, 0], list: [960, 160] } },
  };
}
