// The named forms of a value: what each makes, that it is known again, and that the fast tier of expressions holds it.
import { describe, expect, it } from 'vitest';
import { dateOptions } from '../../editor/pages/adaptors/date-words.ts';
import { formNamed, formOf, phoneForm, VALUE_FORMS, withForm } from '../../editor/pages/adaptors/value-forms.ts';
import { mappingWork } from '../../editor/work/mapping-job.ts';
import { compileExpression } from '../../flows/expression/compile.ts';
import type { Json } from '../../flows/language/document.ts';

const TOTAL = VALUE_FORMS.map(({ id }) => id).filter((id) => id !== 'title');
const NOW = Date.parse('2026-11-21T10:00:00Z');

function made(text: string, value?: Json): unknown {
  const compiled = compileExpression(text);
  if (!compiled.total) throw new Error(`${text} is not in the total subset: ${compiled.whyNot}`);
  return compiled.evaluate({ lead: value === undefined ? {} : { x: value } }, { now: NOW, random: () => 0 });
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
    ['last-ten', '0044 20 7946 0018', '2079460018'],
    ['last-ten', '123', '123'],
    ['first-word', ' Ann Marie Lee ', 'Ann'],
    ['first-word', 'Ann', 'Ann'],
    ['last-word', 'Ann Marie Lee', 'Lee'],
    ['last-word', 'Ann', 'Ann'],
    ['first-letter', ' Ann', 'A'],
    ['one-zero', 'Yes', 1],
    ['one-zero', false, 0],
    ['one-zero', 'on', 1],
    ['yes-no', 'off', 'No'],
    ['yes-no', true, 'Yes'],
    ['split', 'a,b', ['a', 'b']],
    ['join', ['a', 'b'], 'a, b'],
    ['join', 'a', 'a'],
  ])('%s makes of %j: %j', (id, value, wanted) => {
    expect(made(withForm('lead.x', id), value)).toEqual(wanted);
  });

  it('upper-cases each word in the other tier, with the same text known again', async () => {
    const work = mappingWork();
    work.sample({ view: { lead: { x: 'ANN mc LEE' } }, now: NOW });
    expect(await work.evaluate(withForm('lead.x', 'title'))).toEqual({ is: 'value', value: 'Ann Mc Lee' });
    expect(await work.evaluate(withForm('lead.none', 'title'))).toEqual({ is: 'nothing' });
  });

  it.each(['one-zero', 'yes-no'])('%s makes nothing of a word that is neither', (id) => {
    expect(made(withForm('lead.x', id), 'perhaps')).toBeUndefined();
  });

  it.each(TOTAL)('%s makes nothing, and no fault, of a value that is not there', (id) => {
    expect(made(withForm('lead.x', id)) ?? '').toBe('');
  });

  it.each(['  ', 'n/a', '12 Main St', '1.2.3'])('%j is no number, and no fault', (text) => {
    expect(made(withForm('lead.x', 'number'), text)).toBeUndefined();
  });

  it('is known again by its text, with its path', () => {
    for (const path of ['lead.x', 'lead.`first name`', 'steps.ask.data.rows[0].id']) {
      for (const { id } of VALUE_FORMS)
        expect(formOf(withForm(path, id))).toMatchObject({ path, form: { id, label: formNamed(id)?.label } });
    }
    expect(formOf('lead.first & " " & lead.last')).toBeUndefined();
    expect(formOf('$uppercase(lead.a) & lead.b')).toBeUndefined();
    expect(formOf('')).toBeUndefined();
  });
});

describe('an international number', () => {
  it.each([
    ['1', '(555) 010-2030', '+15550102030'],
    ['1', '15550102030', '+15550102030'],
    ['44', '020 7946 0018', '+442079460018'],
    ['44', '+44 20 7946 0018', '+442079460018'],
    ['84', '0912 345 678', '+84912345678'],
  ])('with the code %s makes of %j: %j, and is known again', (code, value, wanted) => {
    const text = phoneForm(code).text('lead.x');
    expect(made(text, value)).toBe(wanted);
    expect(formOf(text)).toMatchObject({ path: 'lead.x', form: { id: `phone +${code}` } });
  });
});

describe('the date formats as they are offered', () => {
  it('show one moment in each, in the zone', () => {
    const hints = new Map(dateOptions(NOW, 'America/Denver').map(({ id, hint }) => [id, hint]));
    expect(hints.get('Y-m-d H:i:s')).toBe('2026-11-21 03:00:00');
    expect(hints.get('Ymd\\THis\\Z')).toBe('20261121T100000Z');
    expect(hints.get('age')).toBe('41');
    expect([...hints.values()].every((hint) => hint !== '')).toBe(true);
  });

  it('are those of UTC while the zone is still being typed', () => {
    expect(dateOptions(NOW, 'America/Den')).toEqual(dateOptions(NOW, 'UTC'));
  });
});
