// The states of the USA with the codes of the postal service, as a table that adaptors begin with (pe.usps.com, Publication 28).
import type { LookupTable } from '../../../flows/language/document.ts';

const STATES =
  'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,PR Puerto Rico,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming';

const PAIRS = STATES.split(',').map((each) => [each.slice(0, 2), each.slice(3)] as const);

/** Tables to begin with, by the name that they get. */
export const READY_TABLES: Readonly<Record<string, { label: string; table: LookupTable }>> = {
  'state-names': { label: 'US state code to name: CA → California', table: Object.fromEntries(PAIRS) },
  'state-codes': {
    label: 'US state name to code: California → CA',
    table: Object.fromEntries(
      PAIRS.flatMap(([code, name]) => [
        [name, code],
        [code, code],
      ]),
    ),
  },
};
