// Checks of times in the forms: zones that nobody knows, and fields of which exactly one says how long or until when.
import type { Problem } from './catalogue.ts';
import type { FlowNode } from './document.ts';
import { type Drawing, type Finding, listed, nameOf, problemFrom, specOf } from './drawing.ts';
import { isZone } from './zone.ts';

const ZONE_REMEDY = 'Write the name of a time zone, such as America/New_York or Europe/Berlin.';

/** Every such problem, the flow's own zone first, then in document order. */
export function checkTimes(drawing: Drawing): Problem[] {
  const { nodes, zone } = drawing.document;
  const own: Finding[] =
    zone === undefined || isZone(zone)
      ? []
      : [
          {
            code: 'ZONE_UNKNOWN',
            field: 'zone',
            says: `The flow’s time zone “${shown(zone)}” is not known.`,
            remedy: ZONE_REMEDY,
          },
        ];
  const ofNodes = Object.entries(nodes).flatMap(([id, node]) => [
    ...unknownZones(drawing, id, node),
    ...notOneOf(drawing, id, node),
  ]);
  return [...own, ...ofNodes].map(problemFrom);
}

/** Fixed values of the fields that hold a zone; an expression is looked at when the lead is there. */
function unknownZones(drawing: Drawing, id: string, node: FlowNode): Finding[] {
  const { properties = {} } = specOf(drawing, node)?.config ?? {};
  return Object.entries(properties).flatMap(([field, schema]): Finding[] => {
    const value = node.config[field];
    if (schema['x-zone'] !== true || typeof value !== 'string' || value === '') return [];
    if ((schema['x-expression'] !== undefined && value.startsWith('=')) || isZone(value)) return [];
    const says = `${nameOf(drawing, id)}: the time zone “${shown(value)}” is not known.`;
    return [{ code: 'ZONE_UNKNOWN', node: id, field, says, remedy: ZONE_REMEDY }];
  });
}

/** `x-one-of` of a config names fields of which one, and no more, is to be filled in. */
function notOneOf(drawing: Drawing, id: string, node: FlowNode): Finding[] {
  const { properties = {}, 'x-one-of': oneOf } = specOf(drawing, node)?.config ?? {};
  if (!Array.isArray(oneOf)) return [];
  const fields = oneOf.map(String);
  const filled = fields.filter((field) => (node.config[field] ?? '') !== '');
  if (filled.length === 1) return [];
  const titles = listed(fields.map((field) => `“${properties[field]?.title ?? field}”`));
  const says = filled.length === 0 ? `none of ${titles} is filled in.` : `only one of ${titles} can be filled in.`;
  const remedy = 'Open the step, fill one of them in, and leave the others empty.';
  return [
    {
      code: filled.length === 0 ? 'FIELD_MISSING' : 'FIELD_WRONG',
      node: id,
      field: filled[1] ?? fields[0] ?? '',
      says: `${nameOf(drawing, id)}: ${says}`,
      remedy,
    },
  ];
}

function shown(text: string): string {
  return text.slice(0, 60);
}
