// Sample leads: every field gets a value that its own row lets through.
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../flows/expression/regex.ts';
import type { FlowDocument, JsonObject } from '../../flows/language/document.ts';
import { sampleLead, sampleValue } from '../../flows/language/sample-lead.ts';

const matches = (pattern: string, text: string) => compilePattern(pattern).test(text);

describe('a sample value', () => {
  it.each([
    ['its own example goes first', { name: 'phone', example: '555' }, '555'],
    ['an example of a number is one', { name: 'age', type: 'number', example: '17' }, 17],
    ['an example of yes or no is one', { name: 'ok', type: 'boolean', example: 'no' }, false],
    ['a likely one by its name', { name: 'email' }, 'ann@example.com'],
    ['one that the pattern lets through', { name: 'phone_number', pattern: '^[0-9]{10}$' }, '3105550123'],
    ['one that is short enough', { name: 'first_name', maxLength: 2 }, 'CA'],
    ['a number as text where a pattern says so', { name: 'n', type: 'number', pattern: '^[0-9]{5}$' }, '90210'],
    ['the likely one where nothing known fits', { name: 'city', pattern: '^never$' }, 'Los Angeles'],
  ])('is %s', (_, field, value) => {
    expect(sampleValue(field as JsonObject, matches)).toBe(value);
  });
});

it('is a lead of the usual fields where the trigger names none', () => {
  const document: FlowDocument = {
    leadflow: 1,
    name: 'F',
    nodes: { in: { type: 'webhook', config: { fields: [{ name: 'zip' }] } }, bare: { type: 'webhook', config: {} } },
    edges: [],
  };
  expect(sampleLead(document, 'in')).toEqual({ zip: '90210' });
  expect(Object.keys(sampleLead(document, 'bare'))).toEqual(['first_name', 'last_name', 'phone_number', 'email']);
});
