// Inputs for the expressions of the corpus: one usual view of a run, and random ones with every field of any shape.
import * as fc from 'fast-check';

/** A lead as a form sends it, within the view that expressions see. */
export const USUAL = {
  lead: {
    first_name: ' Ann ',
    last_name: 'Lee',
    'first name': 'Ann',
    name: 'Ann Marie  Lee',
    email: ' Ann.Lee@Example.com ',
    phone: '+1 (310) 555-0123',
    mobile: '3105550123',
    score: 72,
    rate: 1234.5675,
    amount: '12.50',
    consent: true,
    empty: '',
    created: '2026-01-31T09:30:00.000Z',
    tags: ['vip', 'new', 'vip'],
    address: { city: 'LA', state: 'CA', zip: '90001', geo: { lat: 34.05, lon: -118.24 } },
    nested: [[1, 2], [3, [4]], []],
    items: [
      { sku: 'A1', price: 12.5, quantity: 2, options: [{ name: 'red' }, { name: 'big' }] },
      { sku: 'B2', price: 3, quantity: 1, options: { name: 'blue' } },
      { sku: 'C3', price: 40, quantity: 1 },
    ],
  },
  trigger: { source: 'web', path: 'acme/leads', method: 'POST', receivedAt: '2026-01-31T09:30:00Z', region: 'US' },
  steps: { map: { phone: '+13105550123' }, 'ask-crm': { status: 200, body: '{}' } },
  flow: { slug: 'test', name: 'Test', version: 1 },
  run: { id: '1', test: false, acceptedAt: '2026-01-31T09:30:00Z' },
  vars: { campaign: 'spring' },
};

const scalar = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('', 'Ann', ' Ann Lee ', '310-555-0123', 'a@b.co', 'vip', '12.5', 'true', '2026-01-31'),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 3, arbitrary: fc.constantFrom(0, 1, -1, 18, 2.5, 1e21, 0.1) },
  { weight: 1, arbitrary: fc.constantFrom(true, false, null) },
);
const item = fc.record(
  { sku: scalar, price: scalar, quantity: fc.integer({ min: -3, max: 3 }), options: scalar },
  { requiredKeys: [] },
);
const anything = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('name', 'sku', 'price', 'city', 'state', 'lat', '1'), tie('any'), { maxKeys: 4 }),
  ),
})).any;
const list = (of: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 3, arbitrary: fc.array(of, { maxLength: 4 }) }, { weight: 1, arbitrary: anything });

/** Views whose lead has fields of any shape, or lacks them. */
export const randomViews: fc.Arbitrary<object> = fc
  .record(
    {
      first_name: fc.oneof(scalar, anything),
      last_name: scalar,
      name: scalar,
      email: fc.oneof(scalar, anything),
      phone: scalar,
      score: scalar,
      rate: scalar,
      amount: scalar,
      consent: anything,
      empty: anything,
      tags: list(scalar),
      address: fc.oneof(fc.record({ city: scalar, state: scalar, geo: anything }), anything),
      nested: list(list(scalar)),
      items: list(item),
    },
    { requiredKeys: [] },
  )
  .map((lead) => ({ ...USUAL, lead }));
