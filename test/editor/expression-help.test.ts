// What completion offers: every function that an expression may call, and the paths of the sample with their values.
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../editor/kit/jsonata-functions.ts';
import { samplePaths } from '../../editor/pages/adaptors/sample-paths.ts';
import { NATIVES } from '../../flows/expression/natives.ts';

describe('completion', () => {
  it('has help for every function that expressions know, and for no other', () => {
    expect(Object.keys(FUNCTIONS).toSorted()).toEqual([...NATIVES.keys()].toSorted());
  });

  it('says of each in one line what it takes, gives and does', () => {
    for (const [takes, gives, does] of Object.values(FUNCTIONS)) {
      expect(`${takes} ${gives} ${does}`).not.toContain('\n');
      expect(gives).not.toBe('');
      expect(does).toMatch(/^[A-Z].*[.]$/);
    }
  });

  it('offers the paths of the sample, quoted where a name needs it, with a short look at each value', () => {
    const view = { lead: { phone: '555', 'first name': 'Ann', tags: [{ id: 1 }, { id: 2 }], note: 'x'.repeat(90) } };
    expect(samplePaths(view)).toEqual([
      { path: 'lead', about: '4 fields' },
      { path: 'lead.phone', about: '"555"' },
      { path: 'lead.`first name`', about: '"Ann"' },
      { path: 'lead.tags', about: '2 items' },
      { path: 'lead.tags[0]', about: '1 field' },
      { path: 'lead.tags[0].id', about: '1' },
      { path: 'lead.note', about: `"${'x'.repeat(38)}…` },
    ]);
  });

  it('stops at 400 paths of a large sample', () => {
    const lead = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`f${at}`, at]));
    expect(samplePaths({ lead })).toHaveLength(400);
  });
});
