// The adaptor's rules: what is empty, what a default is for, what a type turns into, and where a target may point.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { adaptor } from '../../nodes/adaptor.ts';
import { runNode } from '../support/node-harness.ts';
import { field } from './cases/adaptor.ts';

async function map(...fields: ReturnType<typeof field>[]): Promise<Json> {
  const { result } = await runNode(adaptor, { config: { adaptor: { name: 'Acme', fields } } });
  return result.value;
}

describe('adaptor', () => {
  it.each([undefined, null, '', '  '])('takes %j for empty, and the default instead', async (given) => {
    expect(await map(field('a', given, { default: 'x' }))).toEqual({ a: 'x' });
  });

  it('keeps zero, false and an empty list: they are values', async () => {
    expect(await map(field('a', 0), field('b', false), field('c', []))).toEqual({ a: 0, b: false, c: [] });
  });

  it('leaves an empty field out, or sends null or an empty text, as the row says', async () => {
    const fields = [field('a', null), field('b', null, { empty: 'null' }), field('c', null, { empty: 'empty' })];
    expect(await map(...fields)).toEqual({ b: null, c: '' });
  });

  it('names every required field that is missing at once, and each value of the wrong type', async () => {
    const failure = await map(
      field('phone', undefined, { required: true }),
      field('contact.email', '', { required: true }),
      field('age', 'forty', { type: 'number' }),
    ).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).code).toBe('MAPPING_INCOMPLETE');
    expect((failure as Failure).fields.map((each) => each.field)).toEqual(['phone', 'contact.email', 'age']);
  });

  it('is content with a required field that its default fills', async () => {
    expect(await map(field('list_id', undefined, { required: true, default: 12 }))).toEqual({ list_id: 12 });
  });

  it.each([
    ['string', 90210, '90210'],
    ['string', true, 'true'],
    ['string', '007', '007'],
    ['number', ' 12.50 ', 12.5],
    ['number', '+5', 5],
    ['number', '1e3', 1000],
    ['boolean', 'Yes', true],
    ['boolean', 'off', false],
    ['boolean', 0, false],
  ] as const)('turns into %s: %j becomes %j', async (type, given, expected) => {
    expect(await map(field('a', given, { type }))).toEqual({ a: expected });
  });

  it.each([
    ['number', '12345678901234567890'],
    ['number', '0x1F'],
    ['number', true],
    ['boolean', 'perhaps'],
    ['boolean', 2],
    ['string', { a: 1 }],
  ] as const)('refuses to guess a %s from %j', async (type, given) => {
    await expect(map(field('a', given, { type }))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('never changes the lead, even where a later row writes into an object of it', async () => {
    const contact = { first: 'Ann' };
    expect(await map(field('contact', contact), field('contact.phone', '1'))).toEqual({
      contact: { first: 'Ann', phone: '1' },
    });
    expect(contact).toEqual({ first: 'Ann' });
  });

  it('never reaches a prototype, whatever the target', async () => {
    const part = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'prototype', 'a', '0', ''), fc.string());
    const before = Object.getOwnPropertyNames(Object.prototype);
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (parts) => {
        await map(field(parts.join('.'), 'polluted')).catch((error: unknown) => expect(error).toBeInstanceOf(Failure));
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
        expect(({} as { polluted?: string }).polluted).toBeUndefined();
      }),
    );
  });
});
