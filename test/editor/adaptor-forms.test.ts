// The named forms of a value: what each makes, that it is known again, and that the fast tier of expressions holds it.
import { describe, expect, it } from 'vitest';
import { DATE_FORMATS } from '../../editor/pages/adaptors/date-formats.ts';
import { dateForm, formNamed, formOf, VALUE_FORMS, withForm } from '../../editor/pages/adaptors/value-forms.ts';
import { compileExpression } from '../../flows/expression/compile.ts';
import type { Json } from '../../flows/language/document.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

function made(text: string, value?: Json): unknown {
  const compiled = compileExpression(text);
  if (!compiled.total) throw new Error(`${text} is not in the total subset: ${compiled.whyNot}`);
  return compiled.evaluate({ lead: value === undefined ? {} : { x: value } }, { now: NOW, random: () => 0 });
}

function dated(from: string, to: string, value?: Json): unknown {
  const [read, write] = [from, to].map((label) => DATE_FORMATS.find((format) => format.label === label));
  if (!read || !write) throw new Error(`There is no date format ${from} or ${to}.`);
  return made(dateForm(read, write).text('lead.x'), value);
}

describe('forms of a value', () => {
  it.each<[string, Json, Json]>([
    ['as-it-is', '(555) 010-2030', '(555) 010-2030'],
    ['digits', '+1 (555) 010-2030', '15550102030'],
    ['digits', 5550102030, '5550102030'],
    ['phone', '+1 (555) 010-2030', '5550102030'],
    ['phone', '5550102030', '5550102030'],
    ['trim', '  Ann ', 'Ann'],
    ['lower', 'Ann@Example.com', 'ann@example.com'],
    ['upper', 'ca', 'CA'],
    ['capital', 'ANN', 'Ann'],
    ['number', '$1,200.50', 1200.5],
    ['number', 12, 12],
  ])('%s makes of %j: %j', (id, value, wanted) => {
    expect(made(withForm('lead.x', id), value)).toEqual(wanted);
  });

  it.each(VALUE_FORMS.map(({ id }) => id))('%s makes nothing, and no fault, of a value that is not there', (id) => {
    expect(made(withForm('lead.x', id)) ?? '').toBe('');
  });

  it.each(['  ', 'n/a', '12 Main St', '1.2.3'])('%j is no number, and no fault', (text) => {
    expect(made(withForm('lead.x', 'number'), text)).toBeUndefined();
  });

  it('is known again by its text, with its path', () => {
    for (const path of ['lead.x', 'lead.`first name`', 'steps.ask.data.rows[0].id']) {
      for (const { id } of VALUE_FORMS) expect(formOf(withForm(path, id))).toEqual({ path, form: formNamed(id) });
    }
    expect(formOf('lead.first & " " & lead.last')).toBeUndefined();
    expect(formOf('$uppercase(lead.a) & lead.b')).toBeUndefined();
    expect(formOf('')).toBeUndefined();
  });
});

describe('dates', () => {
  it.each([
    ['m/d/Y', 'Y-m-d', '04/23/1985', '1985-04-23'],
    ['d/m/Y', 'm/d/Y', '23/04/1985', '04/23/1985'],
    ['Ymd', 'Y-m-d H:i:s', '19850423', '1985-04-23 00:00:00'],
    ['Y-m-d H:i:s', 'Ymd\\THis\\Z', '1985-04-23 14:05:09', '19850423T140509Z'],
    ['Ymd\\THis\\Z', 'timestamp', '19850423T140500Z', 483113100],
    ['timestamp', 'Y-m-d', 483113100, '1985-04-23'],
    ['timestamp', 'Y-m-d', '483113100', '1985-04-23'],
    ['ISO 8601', 'Ymd', '1985-04-23T14:05:00Z', '19850423'],
    ['Y-m-d', 'ISO 8601', '1985-04-23', '1985-04-23T00:00:00.000Z'],
    ['m/d/Y', 'age', '11/21/1985', 41],
    ['m/d/Y', 'age', '11/22/1985', 40],
  ])('%s to %s: %j is %j', (from, to, value, wanted) => {
    expect(dated(from, to, value)).toEqual(wanted);
  });

  it('a text that does not fit, or is not there, gives nothing', () => {
    for (const from of DATE_FORMATS.filter(({ read }) => read)) {
      expect(dated(from.label, 'Y-m-d', 'soon')).toBeUndefined();
      expect(dated(from.label, 'age', '')).toBeUndefined();
      expect(dated(from.label, 'timestamp')).toBeUndefined();
    }
  });

  it('every example reads and is known again', () => {
    for (const from of DATE_FORMATS.filter(({ read }) => read)) {
      for (const to of DATE_FORMATS.filter(({ write }) => write)) {
        if (to === from) continue;
        const form = dateForm(from, to);
        expect(made(form.text('lead.x'), from.example), form.label).toBeDefined();
        expect(formOf(form.text('lead.dob'))).toMatchObject({ path: 'lead.dob', form: { id: form.id } });
      }
    }
  });

  it('holds the formats that Convoso names', () => {
    const named = ['Y-m-d H:i:s', 'm/d/Y', 'Ymd', 'timestamp', 'age', 'Ymd\\THis\\Z'];
    expect(DATE_FORMATS.map(({ label }) => label)).toEqual(expect.arrayContaining(named));
  });
});
