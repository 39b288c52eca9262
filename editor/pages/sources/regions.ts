// Countries whose numbering a source's phone numbers may follow, by their two letters.

/** The codes offered first, with their names in English; any other code of two letters can be typed. */
export const REGIONS: readonly { id: string; label: string; hint: string }[] = [
  'US',
  'CA',
  'GB',
  'IE',
  'AU',
  'NZ',
  'DE',
  'AT',
  'CH',
  'FR',
  'BE',
  'NL',
  'ES',
  'PT',
  'IT',
  'SE',
  'NO',
  'DK',
  'FI',
  'PL',
  'BR',
  'MX',
  'IN',
  'PH',
  'VN',
  'SG',
  'ZA',
].map((id) => ({ id, label: id, hint: new Intl.DisplayNames(['en'], { type: 'region' }).of(id) ?? id }));

/** What is wrong with a region; undefined where it can be used. */
export function regionFault(region: string): string | undefined {
  return /^[A-Z]{2}$/.test(region) ? undefined : 'Use the two capital letters of a country, such as US.';
}
