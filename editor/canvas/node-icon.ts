// The picture of a node: one for each category, and a closer one for the types that have it.
import type { Category, NodeSpec } from '../../flows/language/catalogue.ts';
import type { IconName } from '../kit/icon-paths.ts';

const BY_CATEGORY: Record<Category, IconName> = {
  trigger: 'source',
  transform: 'adaptor',
  http: 'send',
  logic: 'branch',
  lead: 'lead',
  guard: 'shield',
  end: 'stop',
};

const BY_TYPE: Readonly<Record<string, IconName>> = {
  webhook: 'bolt',
  schedule: 'clock',
  'when-called': 'flow',
  wait: 'waiting',
  'wait-for-callback': 'waiting',
  'call-flow': 'flow',
  'for-each': 'list',
  parallel: 'menu',
  'response-parse': 'braces',
  'dnc-add': 'dnc',
  'validation-list': 'list',
  respond: 'chevron-left',
};

/** The icon of a node type. */
export function nodeIcon(spec: Pick<NodeSpec, 'type' | 'category'> | undefined): IconName {
  if (!spec) return 'warning';
  return BY_TYPE[spec.type] ?? BY_CATEGORY[spec.category];
}
