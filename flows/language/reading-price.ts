// Reads the price that a receiver names as a number, however it is written.

/** Longer texts are no prices, and a receiver's are its own to choose: the patterns below must not walk through a page of commas. */
const LONGEST = 100;

/**
 * The number in a text such as `$12.50`, `1,234.56`, `12,50 €` or `USD 12`; null where there is none, or more than one. Where
 * points and commas both stand, the last one begins the decimals; a lone comma before three digits separates thousands.
 */
export function readPrice(text: string): number | null {
  if (text.length > LONGEST) return null;
  const plain = text.trim().replace(/[\s\u00A0\u202F']+/g, ' ');
  const found = plain.match(/-?\d[\d.,]*(?: \d{3}(?!\d)[\d.,]*)*/g) ?? [];
  const [only = ''] = found;
  if (found.length !== 1 || /[\p{L}]{5,}/u.test(plain)) return null;
  const digits = only.replaceAll(' ', '').replace(/[.,]+$/, '');
  const value = Number(withPoint(digits));
  return digits === '' || !Number.isFinite(value) ? null : value;
}

function withPoint(digits: string): string {
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  if (comma === -1) return digits.indexOf('.') === point ? digits : digits.replaceAll('.', '');
  if (point > comma) return digits.replaceAll(',', '');
  const thousands = point === -1 && /^-?\d{1,3}(,\d{3})+$/.test(digits);
  if (thousands) return digits.replaceAll(',', '');
  return digits.replaceAll('.', '').replace(',', '.');
}
