// Names of fields as Auto-match compares them: without case, signs and usual prefixes, with what else they are called.

/** What a field means, and the normal names that it goes by. Order within a line does not count. */
const ALIASES: Readonly<Record<string, string>> = {
  'phone number':
    'phone phonenumber phonenum phoneno phone1 primaryphone tel telephone mobile mobilephone mobilenumber cell cellphone contactnumber msisdn',
  'second phone number': 'phone2 phonenumber2 altphone alternatephone secondaryphone workphone',
  'first name': 'firstname fname first givenname forename',
  'last name': 'lastname lname last surname familyname',
  'full name': 'name fullname',
  'e-mail address': 'email emailaddress emailaddr mail',
  'postal code': 'zip zipcode postalcode postcode postal',
  street: 'address address1 street street1 streetaddress addressline1 addr addr1',
  'second address line': 'address2 street2 addressline2 addr2 apartment apt unit',
  city: 'city town locality',
  state: 'state statecode province provincecode region stateprovince',
  country: 'country countrycode countryname',
  'date of birth': 'dob birthdate birthday dateofbirth birth',
  gender: 'gender sex',
  'IP address': 'ip ipaddress ipaddr clientip optinip',
  'lead source': 'source leadsource',
  company: 'company companyname organization organisation business businessname employer',
  'id of the source': 'vendorleadid externalid externalleadid sourceleadid',
  notes: 'notes note comments comment message',
  'phone country code': 'phonecode callingcode dialcode countrycallingcode',
  language: 'language lang locale',
  'job title': 'jobtitle position',
  website: 'website site homepage weburl',
  'TrustedForm certificate': 'trustedform trustedformcert trustedformurl trustedformcerturl xxtrustedformcerturl',
  'Jornaya id': 'jornaya jornayaleadid jornayaid leadidtoken universalleadid',
};
const MEANING = new Map(
  Object.entries(ALIASES).flatMap(([meaning, names]) => names.split(' ').map((name) => [name, meaning] as const)),
);
const PREFIXES: ReadonlySet<string> = new Set(['lead', 'leads', 'contact', 'customer', 'prospect', 'person', 'client']);

/** `leadFirst_Name` is `firstname`: words in lower case, signs out, usual first words dropped where more follow. */
export function normalName(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  while (words.length > 1 && PREFIXES.has(words[0] ?? '')) words.shift();
  return words.join('');
}

/** What a normal name means, where it is one of several names of one thing. */
export function aliasOf(name: string): string | undefined {
  return MEANING.get(name);
}

/** The digits of a name: `custom_field_1` and `custom_field_2` are never nearly the same. */
export function digitsOf(name: string): string {
  return name.replace(/\D+/g, ' ').trim();
}

/** How alike two names are, 0 to 1: one less the edits between them by the longer one's length. */
export function likeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0 || longest > 100) return a === b ? 1 : 0;
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const line = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      line.push(Math.min(changed, (above[j] ?? 0) + 1, (line[j - 1] ?? 0) + 1));
    }
    above = line;
  }
  return 1 - (above[b.length] ?? longest) / longest;
}
